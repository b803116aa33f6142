using System.Collections.Concurrent;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.Options;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// Asks every order that changes, many at a time, so that the log takes them in large appends. An order's command id
/// follows from the recompute and the order: whatever is asked twice after a crash has one effect.
/// </summary>
internal sealed class RecomputeApply(
    IEntities entities, DifferenceTable differences, RecomputeRunTable runs, IOptions<AssessmentOptions> options)
{
    // Loads and appends are gathered by some hundreds: more askers than that keep them full.
    private const int AskersMax = 768;

    private readonly int _pageRows = options.Value.RecomputePageOrders;

    /// <summary>
    /// Goes on from where the run is; null when it is not this process that goes on, or not now.
    /// </summary>
    public async Task<RecomputeProgress?> RunAsync(
        string tenant,
        RecomputeState recompute,
        RecomputeProgress run,
        Func<CancellationToken, Task<bool>> goesOn,
        CancellationToken cancellationToken)
    {
        var asking = new Asking(
            tenant, recompute, await differences.TermsAsync(run.No, cancellationToken),
            recompute.Change!.Orders.ToDictionary(o => o.OrderId));
        var reading = ReadAsync(run.No, run.Cursor, cancellationToken);
        while (true)
        {
            var page = await reading;
            var (last, cursor) = (page.Count < _pageRows, CursorOf(page, run));
            reading = last ? reading : ReadAsync(run.No, cursor, cancellationToken);
            if (!await goesOn(cancellationToken)
                || await AskPageAsync(asking, page, cancellationToken) is not { } refused)
            {
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return null;
            }

            var next = After(run, page, refused.Count, last) with { Cursor = cursor };
            var stepped = await runs.StepAsync(
                run, next,
                connection => DifferenceTable.RefuseAsync(connection, run.No, refused, cancellationToken),
                cancellationToken);
            if (last || !stepped)
            {
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return stepped ? next : null;
            }

            run = next;
        }
    }

    private static RecomputeProgress After(
        RecomputeProgress run, List<StoredDifference> page, int refused, bool last)
    {
        var asked = page.Count(d => d.Order.Code is null);
        return run with
        {
            Phase = last ? RecomputePhases.Done : run.Phase,
            Done = run.Done + asked,
            Applied = run.Applied + asked - refused,
            Skipped = run.Skipped + refused,
        };
    }

    private Task<List<StoredDifference>> ReadAsync(
        int run, RecomputeCursor after, CancellationToken cancellationToken) =>
        differences.ReadAsync(run, DifferenceFilter.All, after, _pageRows, cancellationToken);

    // Null: of some nobody knows the outcome. The page is asked again, with the same ids, until all of it is known.
    private async Task<List<(Difference Order, string Code)>?> AskPageAsync(
        Asking asking, List<StoredDifference> page, CancellationToken cancellationToken)
    {
        var refused = new ConcurrentBag<(Difference Order, string Code)>();
        var unknown = 0;
        var many = new ParallelOptions { MaxDegreeOfParallelism = AskersMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(page.Where(d => d.Order.Code is null), many, async (difference, stop) =>
        {
            var (key, command, context) = asking.Of(difference);
            var answer = await entities.AskAsync(key, command, context, stop);
            if (answer is Answer.Refused no)
            {
                refused.Add((difference.Order, no.Refusal.Code));
            }
            else if (answer is Answer.Unknown)
            {
                Interlocked.Increment(ref unknown);
            }
        });
        return unknown > 0 || refused.Any(r => r.Code == PlatformRefusals.Overloaded) ? null : [.. refused];
    }

    private static RecomputeCursor CursorOf(List<StoredDifference> page, RecomputeProgress run) =>
        page is [.., { Order: var order }]
            ? new RecomputeCursor(null, order.OrderId, order.ContractorId, order.Month)
            : run.Cursor;

    private sealed record Asking(
        string Tenant,
        RecomputeState Recompute,
        Dictionary<Guid, SlaTerms> Terms,
        Dictionary<Guid, OrderChange> Changes)
    {
        public (EntityKey Key, RecomputeOrder Command, AskContext Context) Of(StoredDifference difference)
        {
            var order = difference.Order;
            var own = Changes.GetValueOrDefault(order.OrderId);
            var command = new RecomputeOrder(
                Recompute.RecomputeId,
                difference.TermsId is { } id ? Terms[id] : null,
                own?.Facts ?? OrderCorrection.None,
                own?.Pauses ?? [],
                order.Ended ? IntervalPack.ReadVerdicts(order.Facts).After : [],
                Recompute.Reason,
                Recompute.ApprovedBy!);
            return (
                new EntityKey(Tenant, WorkOrderEntity.TypeName, order.OrderId),
                command,
                new AskContext(Actor.System, NameBasedId.Of(Recompute.RecomputeId, order.OrderId.ToString("D"))));
        }
    }
}
