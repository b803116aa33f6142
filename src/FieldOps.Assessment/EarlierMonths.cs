using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Assessment;

/// <summary>
/// What a month must know of those before it to be scored, by whichever scheme: how far back and which orders count
/// hang on the scheme.
/// </summary>
internal sealed class EarlierMonths(IEntities entities, LogReader log, TimeZoneInfo zone)
{
    private static readonly string[] s_decided = ["contractor-month.dispute-decided.v1"];

    /// <summary>A month as it would be scored now; one that has a sheet keeps what that knew.</summary>
    public async Task<MonthState> KnowingAsync(
        string tenant, MonthState month, ScoringScheme scheme, CancellationToken cancellationToken) =>
        month.Sheet is null ? await TryAsync(tenant, month, scheme, cancellationToken) : month;

    /// <summary>A month as another scheme than its sheet's would score it.</summary>
    public async Task<MonthState> TryAsync(
        string tenant, MonthState month, ScoringScheme scheme, CancellationToken cancellationToken)
    {
        if (month.Month is not { } reference)
        {
            return month;
        }

        var (faults, rolled) = await OfAsync(tenant, reference, month, scheme, cancellationToken);
        return month with { Earlier = faults ?? [], Rolled = rolled };
    }

    /// <summary>
    /// Faults that may have come back, null where no rule asks, and orders for rules that are short of their own, null
    /// where none is. As known at the month's freeze, for which every fact at or below its position had come in, of all
    /// months; of one that runs, as known now.
    /// </summary>
    public async Task<(ImmutableArray<EarlierFault>? Faults, RolledOrders? Rolled)> OfAsync(
        string tenant, MonthRef month, MonthState state, ScoringScheme scheme, CancellationToken cancellationToken)
    {
        var (key, facts) = (MonthKey.Of(month.StartsAt, zone), state.Facts());
        var isShort = RollingSample.RulesOf(facts, scheme).Length > 0;
        var before = new Dictionary<MonthKey, ImmutableArray<OrderFact>>();
        foreach (var earlier in EarlierFaults.MonthsOf(scheme, month.StartsAt, zone)
            .Union(isShort ? RollingSample.MonthsOf(scheme, key) : []))
        {
            var id = MonthRef.IdOf(month.ContractorId, earlier.ToString());
            var known = await ReadAsync(new EntityKey(tenant, MonthRef.EntityType, id), cancellationToken);
            before[earlier] = EarlierFaults.OrdersOf(
                EarlierFaults.KnownAt(known, state.FrozenAtPosition ?? long.MaxValue));
        }

        return (
            EarlierFaults.DaysOf(scheme) == 0
                ? null
                : EarlierFaults.Of(before.Values.SelectMany(o => o), scheme, month.StartsAt),
            RollingSample.Of(facts, scheme, key, of => before[of]));
    }

    // An upheld objection says where the log ended when it was asked for. Whether a freeze of that instant knew of it
    // is told by its own place. Logs from before either was kept count all of theirs as known.
    private async Task<MonthState> ReadAsync(EntityKey key, CancellationToken cancellationToken)
    {
        var known = await entities.ReadAsync(key, cancellationToken);
        var month = (MonthState)known.State;
        if (month.Adjustments.All(a => a.From is null))
        {
            return month;
        }

        var decided = await log.ReadHistoriesAsync([(key, known.Version + 1)], s_decided, cancellationToken);
        var places = decided.ToLookup(d => ((MonthDisputeDecided)d.Body).DisputeId, d => d.Position);
        return month with
        {
            Adjustments =
            [
                .. month.Adjustments.Select(a => a.From is null ? a : a with { From = places[a.DisputeId].Last() }),
            ],
        };
    }
}
