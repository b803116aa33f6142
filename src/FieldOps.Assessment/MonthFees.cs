using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Settlement;

namespace FieldOps.Assessment;

/// <summary>What the lots pay contractors, month by month, as the read model has them.</summary>
internal sealed class MonthFees(AssessmentRows rows, TimeZoneInfo zone)
{
    /// <summary>The fees of a contractor's month.</summary>
    public async Task<ImmutableArray<FeeLine>> OfAsync(
        string tenant, MonthRef month, CancellationToken cancellationToken)
    {
        var key = MonthKey.Of(month.StartsAt, zone);
        var lots = await rows.LotsOfAsync(tenant, month.ContractorId, cancellationToken);
        return [.. lots.SelectMany(lot => FeeLines.Of(lot, month.ContractorId, key, zone))];
    }
}
