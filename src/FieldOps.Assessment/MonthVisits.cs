using FieldOps.Assessment.Contracts;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Entities;

namespace FieldOps.Assessment;

/// <summary>
/// Which visits a month counts from its own orders. One that has a sheet keeps what that counts, so that no version of
/// a price list pays it anew.
/// </summary>
internal sealed class MonthVisits(IEntities entities, PriceListChoice prices)
{
    /// <summary>What a month counts; null for nothing. Contracts are as the read model has them.</summary>
    public async Task<CountedVisits?> OfAsync(
        string tenant, MonthRef month, MonthState state, CancellationToken cancellationToken) =>
        state.Sheet is null
            ? await prices.CountedAsync(tenant, month.ContractorId, month.StartsAt, cancellationToken)
            : state.Visits;

    /// <summary>The same of a month as it stands.</summary>
    public async Task<CountedVisits?> OfAsync(string tenant, MonthRef month, CancellationToken cancellationToken)
    {
        var known = await entities.ReadAsync(
            new EntityKey(tenant, MonthRef.EntityType, month.EntityId), cancellationToken);
        return await OfAsync(tenant, month, (MonthState)known.State, cancellationToken);
    }
}
