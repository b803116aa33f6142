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
    IEntities entities,
    DifferenceTable differences,
    RecomputeRunTable runs,
    RecomputeEvents declared,
    IOptions<AssessmentOptions> options)
{
    // Loads and appends are gathered by some hundreds: more askers than that keep them full.
    private const int AskersMax = 768;

    private readonly int _pageRows = options.Value.RecomputePageOrders;

    /// <summary>
    /// Goes on from where the run is; null when it is not this process that goes on.
    /// </summary>
    /// <exception cref="RecomputeUnansweredException">Of some orders nobody knows the outcome.</exception>
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
        try
        {
            while (true)
            {
                var page = await reading;
                var (last, cursor) = (page.Count < _pageRows, CursorOf(page, run));
                reading = last ? reading : ReadAsync(run.No, cursor, cancellationToken);
                var next = await goesOn(cancellationToken)
                    ? await AskPageAsync(asking, page, (run, cursor, last), cancellationToken)
                    : null;
                if (last || next is null)
                {
                    return next;
                }

                run = next;
            }
        }
        finally
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<RecomputeProgress?> AskPageAsync(
        Asking asking,
        List<StoredDifference> page,
        (RecomputeProgress Run, RecomputeCursor Cursor, bool Last) at,
        CancellationToken cancellationToken)
    {
        var refused = await AskPageAsync(asking, page, cancellationToken);
        var next = After(at.Run, page, refused.Count, at.Last) with { Cursor = at.Cursor };
        return await runs.StepAsync(
            at.Run, next,
            connection => DifferenceTable.RefuseAsync(connection, at.Run.No, refused, cancellationToken),
            cancellationToken) ? next : null;
    }

    private static RecomputeProgress After(
        RecomputeProgress run, List<StoredDifference> page, int refused, bool last)
    {
        var asked = page.Count(IsAsked);
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

    // Where of some nobody knows the outcome, the page is asked again, with the same ids, until all of it is known.
    private async Task<List<(Difference Order, string Code)>> AskPageAsync(
        Asking asking, List<StoredDifference> page, CancellationToken cancellationToken)
    {
        var refused = new ConcurrentBag<(Difference Order, string Code)>();
        var unknown = new ConcurrentBag<(Difference Order, string Code)>();
        var many = new ParallelOptions { MaxDegreeOfParallelism = AskersMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(page.Where(IsAsked), many, async (difference, stop) =>
        {
            var (key, command, context) = asking.Of(difference);
            if (await HasChangedAsync(asking, key, stop))
            {
                refused.Add((difference.Order, RecomputeRefusals.EventChanged));
                return;
            }

            var answer = await entities.AskAsync(key, command, context, stop);
            if (answer is Answer.Refused { Refusal.Code: var code })
            {
                (code == PlatformRefusals.Overloaded ? unknown : refused).Add((difference.Order, code));
            }
            else if (answer is Answer.Unknown { Reason: var why })
            {
                unknown.Add((difference.Order, why));
            }
        });
        return unknown.IsEmpty ? [.. refused] : throw RecomputeUnansweredException.Of([.. unknown]);
    }

    // An event that was withdrawn or corrected since may say the contrary. What was applied before a crash stays.
    private async Task<bool> HasChangedAsync(Asking asking, EntityKey order, CancellationToken cancellationToken) =>
        asking.Changes.GetValueOrDefault(order.Id) is { Outside.Windows.IsEmpty: false } own
        && await declared.ChangedAsync(order.Tenant, [own], cancellationToken) is not null
        && ((WorkOrderState)(await entities.ReadAsync(order, cancellationToken)).State).RecomputedBy
            != asking.Recompute.RecomputeId;

    private static bool IsAsked(StoredDifference difference) => difference.Order is { Code: null, Asks: true };

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
            var (lead, shares) = order.Expected();
            var command = new RecomputeOrder(
                Recompute.RecomputeId,
                difference.TermsId is { } id ? Terms[id] : null,
                own?.Facts ?? OrderCorrection.None,
                own?.Pauses ?? [],
                order.Ended ? lead : [],
                Recompute.Reason,
                Recompute.ApprovedBy!)
            {
                Shares = shares,
                Outside = own?.Outside,
            };
            return (
                new EntityKey(Tenant, WorkOrderEntity.TypeName, order.OrderId),
                command,
                new AskContext(Actor.System, NameBasedId.Of(Recompute.RecomputeId, order.OrderId.ToString("D"))));
        }
    }
}
