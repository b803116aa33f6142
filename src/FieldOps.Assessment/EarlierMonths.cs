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
            months.Add(await ReadAsync(new EntityKey(tenant, MonthRef.EntityType, id), cancellationToken));
        }

        return EarlierFaults.Of(months, frozenAt ?? long.MaxValue, scheme, month.StartsAt);
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
