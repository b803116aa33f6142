using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Assessment;

/// <summary>
/// What a month must know of those before it to be scored, by whichever scheme: how far back and which orders count
/// hang on the scheme.
/// </summary>
internal sealed class EarlierMonths(IEntities entities, TimeZoneInfo zone)
{
    /// <summary>A month as it would be scored now; one that has a sheet keeps what that knew.</summary>
    public async Task<MonthState> KnowingAsync(
        string tenant, MonthState month, ScoringScheme scheme, CancellationToken cancellationToken) =>
        month.Sheet is null ? await TryAsync(tenant, month, scheme, cancellationToken) : month;

    /// <summary>A month as another scheme than its sheet's would score it.</summary>
    public async Task<MonthState> TryAsync(
        string tenant, MonthState month, ScoringScheme scheme, CancellationToken cancellationToken) =>
        month.Month is { } reference
            ? month with
            {
                Earlier = await FaultsAsync(tenant, reference, month.FrozenAtPosition, scheme, cancellationToken),
            }
            : month;

    /// <summary>
    /// As known at the month's freeze, for which every fact at or below its position had come in, of all months; of one
    /// that runs, as known now.
    /// </summary>
    public async Task<ImmutableArray<EarlierFault>> FaultsAsync(
        string tenant, MonthRef month, long? frozenAt, ScoringScheme scheme, CancellationToken cancellationToken)
    {
        var months = new List<MonthState>();
        foreach (var key in EarlierFaults.MonthsOf(scheme, month.StartsAt, zone))
        {
            var id = MonthRef.IdOf(month.ContractorId, key.ToString());
            var known = await entities.ReadAsync(new EntityKey(tenant, MonthRef.EntityType, id), cancellationToken);
            months.Add((MonthState)known.State);
        }

        return EarlierFaults.Of(months, frozenAt ?? long.MaxValue, scheme, month.StartsAt);
    }
}
