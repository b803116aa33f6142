using System.Security.Cryptography;
using System.Text;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// The dry run over the orders: a page read, compared and stored with the cursor in one transaction, while the next
/// page is read already.
/// </summary>
internal sealed class RecomputeScan(
    NpgsqlDataSource database,
    IEntities entities,
    RecomputeRunTable runs,
    RecomputeRuleSets ruleSets,
    IOptions<AssessmentOptions> options,
    TimeZoneInfo zone)
{
    private readonly int _pageRows = options.Value.RecomputePageOrders;

    /// <summary>How many orders a scope holds.</summary>
    public Task<long> CountAsync(string tenant, RecomputeState recompute, CancellationToken cancellationToken) =>
        new IntervalPages(database, entities, tenant, recompute.Scope!).CountAsync(cancellationToken);

    /// <summary>
    /// Goes on from where the run is; null when it is not this process that goes on.
    /// </summary>
    public async Task<RecomputeProgress?> RunAsync(
        string tenant,
        RecomputeState recompute,
        RecomputeProgress run,
        Func<CancellationToken, Task<bool>> goesOn,
        CancellationToken cancellationToken)
    {
        var pages = new IntervalPages(database, entities, tenant, recompute.Scope!);
        var rules = await ruleSets.RulesAsync(tenant, recompute.Change!, cancellationToken);
        var months = new Dictionary<(int Year, int Month, int Day), string>();
        var reading = pages.ReadAsync(run.Cursor, _pageRows, cancellationToken);
        while (true)
        {
            var page = await reading;
            var last = page.Count < _pageRows;
            var cursor = page.Count == 0
                ? run.Cursor
                : new RecomputeCursor(page[^1].Row.OccurredAt, page[^1].Row.OrderId);
            reading = last ? reading : pages.ReadAsync(cursor, _pageRows, cancellationToken);
            var found = Compare(page, rules, recompute.Scope!, run.AsOf, months);
            var next = Next(run, found, page.Count, cursor);
            next = last ? next with { Phase = RecomputePhases.Months, Cursor = RecomputeCursor.Start } : next;
            var stepped = await goesOn(cancellationToken) && await runs.StepAsync(
                run, next, connection => DifferenceTable.StoreAsync(connection, run.No, found, cancellationToken),
                cancellationToken);
            if (last || !stepped)
            {
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return stepped ? next : null;
            }

            run = next;
        }
    }

    private List<Difference> Compare(
        List<(IntervalRow Row, OrderIntervals? Order)> page,
        RecomputeRules rules,
        RecomputeScope scope,
        DateTimeOffset asOf,
        Dictionary<(int Year, int Month, int Day), string> months)
    {
        var found = new List<Difference>(page.Count);
        foreach (var (_, order) in page)
        {
            if (order is not null && scope.Holds(order)
                && rules.Of(order, asOf) is { } result && (result.Changes || result.Code is not null))
            {
                found.Add(Difference.Of(result, MonthOf(order.OccurredAt, months)));
            }
        }

        // In the order of the key: so the index grows in few places.
        found.Sort((a, b) => (a.ContractorId, a.Month, a.OrderId).CompareTo((b.ContractorId, b.Month, b.OrderId)));
        return found;
    }

    // Most days lie in one month wherever their hours fall; the days at its edges are asked for one by one.
    private string MonthOf(DateTimeOffset at, Dictionary<(int Year, int Month, int Day), string> months)
    {
        var utc = at.UtcDateTime;
        if (utc.Day is 1 || utc.Day >= 28)
        {
            return MonthKey.Of(at, zone).ToString();
        }

        var key = (utc.Year, utc.Month, 0);
        return months.TryGetValue(key, out var known) ? known : months[key] = MonthKey.Of(at, zone).ToString();
    }

    private static RecomputeProgress Next(
        RecomputeProgress run, List<Difference> found, int read, RecomputeCursor cursor)
    {
        var counts = run.Counts;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(run.Digest));
        foreach (var difference in found)
        {
            counts = difference.Code is null
                ? counts with
                {
                    Changed = counts.Changed + 1,
                    Breaks = counts.Breaks + difference.Breaks,
                    Mends = counts.Mends + difference.Mends,
                }
                : counts with { Unresolved = counts.Unresolved + 1 };
            hash.AppendData(difference.Digested());
        }

        return run with
        {
            Done = run.Done + read,
            Total = Math.Max(run.Total, run.Done + read),
            Cursor = cursor,
            Counts = counts,
            Digest = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }
}
