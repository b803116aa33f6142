using System.Security.Cryptography;
using System.Text;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// The dry run over the orders: a page is compared while the one before it is stored with its cursor, in one
/// transaction, and the one after it is read.
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
        var comparison = await ComparisonAsync(tenant, recompute, run, cancellationToken);
        var reading = pages.ReadAsync(run.Cursor, _pageRows, cancellationToken);
        var storing = Task.FromResult<RecomputeProgress?>(run);
        try
        {
            for (var last = false; !last;)
            {
                var page = await reading;
                last = page.Rows.Count < _pageRows;
                reading = last ? reading : pages.ReadAsync(page.End!, _pageRows, cancellationToken);
                var found = await comparison.CompareAsync(page, cancellationToken);
                if (await storing is not { } stored)
                {
                    return null;
                }

                var next = Next(stored, found, page);
                next = last ? next with { Phase = RecomputePhases.Months, Cursor = RecomputeCursor.Start } : next;
                storing = StoreAsync(stored, next, found, goesOn, cancellationToken);
            }

            return await storing;
        }
        finally
        {
            await Task.WhenAll(reading, storing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RecomputeProgress?> StoreAsync(
        RecomputeProgress from,
        RecomputeProgress to,
        List<Difference> found,
        Func<CancellationToken, Task<bool>> goesOn,
        CancellationToken cancellationToken)
    {
        var stepped = await goesOn(cancellationToken) && await runs.StepAsync(
            from, to, connection => DifferenceTable.StoreAsync(connection, from.No, found, cancellationToken),
            cancellationToken);
        return stepped ? to : null;
    }

    private async Task<RecomputeComparison> ComparisonAsync(
        string tenant, RecomputeState recompute, RecomputeProgress run, CancellationToken cancellationToken)
    {
        var parts = Math.Min(Environment.ProcessorCount, RecomputeComparison.PartsMax);
        var rules = await ruleSets.RulesAsync(tenant, recompute.Change!, parts, cancellationToken);
        return new RecomputeComparison(rules, recompute.Scope!, run.AsOf, zone);
    }

    private static RecomputeProgress Next(RecomputeProgress run, List<Difference> found, IntervalPage page)
    {
        var counts = run.Counts;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(run.Digest));
        foreach (var difference in found)
        {
            var orders = difference.Asks ? 1 : 0;
            counts = difference.Code is null
                ? counts with
                {
                    Changed = counts.Changed + orders,
                    Breaks = counts.Breaks + difference.Breaks,
                    Mends = counts.Mends + difference.Mends,
                }
                : counts with { Unresolved = counts.Unresolved + orders };
            hash.AppendData(difference.Digested());
        }

        return run with
        {
            Done = run.Done + page.Rows.Count,
            Total = Math.Max(run.Total, run.Done + page.Rows.Count),
            Cursor = page.End ?? run.Cursor,
            Counts = counts,
            Digest = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }
}
