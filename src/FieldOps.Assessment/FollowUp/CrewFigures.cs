using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Assessment.FollowUp;

/// <summary>Figures of crews in a month, with the faults of the months before that may have come back in it.</summary>
internal sealed class CrewFigures(FollowUpRows rows, TimeZoneInfo zone)
{
    /// <summary>By contractor; null where a month has more facts than <paramref name="most"/>.</summary>
    public async Task<Dictionary<Guid, ImmutableArray<IndicatorFigure>>?> OfAsync(
        string tenant, CrewFilter filter, MonthKey month, ScoringScheme scheme, int most, CancellationToken cancelled)
    {
        var startsAt = month.StartsAt(zone);
        var before = new List<CrewFacts>();
        foreach (var key in EarlierFaults.MonthsOf(scheme, startsAt, zone))
        {
            if (await rows.FactsAsync(tenant, filter with { Month = key.ToString() }, most, cancelled) is not { } known)
            {
                return null;
            }

            before.AddRange(known);
        }

        var orders = before.SelectMany(c => c.Orders.Select(o => (c.ContractorId, Order: o)))
            .ToLookup(o => o.ContractorId, o => o.Order);
        var crews = await rows.FactsAsync(tenant, filter, most, cancelled);
        return crews?.ToDictionary(c => c.ContractorId, c => IndicatorFigures.Of(
            scheme, c.Orders, c.Readings, EarlierFaults.Of(orders[c.ContractorId], scheme, startsAt)));
    }
}
