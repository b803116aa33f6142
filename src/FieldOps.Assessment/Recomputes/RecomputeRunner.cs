using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// Brings one recompute as far as it can go now: through the dry run, or through its orders. The entity says what is
/// wanted, the run where it stands; a process that dies leaves both.
/// </summary>
internal sealed class RecomputeRunner(
    IEntities entities,
    RecomputeRunTable runs,
    RecomputeScan scan,
    RecomputeMonths months,
    RecomputeApply apply,
    IFeedProgress progress,
    IAppClock clock)
{
    public async Task RunAsync(string tenant, Guid id, CancellationToken cancellationToken)
    {
        var key = new EntityKey(tenant, RecomputeEntity.TypeName, id);
        var recompute = await StateAsync(key, cancellationToken);
        switch (recompute.Status)
        {
            case RecomputeStatus.Requested:
                await TryOutAsync(key, recompute, cancellationToken);
                break;
            case RecomputeStatus.Approved:
                await ApplyAsync(key, recompute, cancellationToken);
                break;
        }
    }

    private async Task TryOutAsync(EntityKey key, RecomputeState recompute, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(key.Tenant, key.Id, cancellationToken)
            ?? await BeginAsync(key, recompute, cancellationToken);
        Task<bool> GoesOn(CancellationToken stop) => IsAsync(key, RecomputeStatus.Requested, stop);
        if (run.Phase == RecomputePhases.Scan)
        {
            run = await scan.RunAsync(key.Tenant, recompute, run, GoesOn, cancellationToken);
        }

        if (run?.Phase == RecomputePhases.Months)
        {
            run = await months.RunAsync(key.Tenant, run, GoesOn, cancellationToken);
        }

        if (run is null)
        {
            return;
        }

        var (count, closed, cny) = await months.TotalsAsync(run.No, cancellationToken);
        var totals = new RecomputeTotals(
            run.Done, run.Counts.Changed, run.Counts.Breaks, run.Counts.Mends, run.Counts.Unresolved, count, closed,
            cny);
        await AskAsync(key, new RecordDryRun(totals, run.Digest), "dry-run", cancellationToken);
    }

    // What had happened when it was asked for is in the table when the run begins.
    private async Task<RecomputeProgress> BeginAsync(
        EntityKey key, RecomputeState recompute, CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(IntervalProjection.Schema, cancellationToken);
        var total = await scan.CountAsync(key.Tenant, recompute, cancellationToken);
        return await runs.BeginAsync(key.Tenant, key.Id, clock.Now, total, cancellationToken);
    }

    private async Task ApplyAsync(EntityKey key, RecomputeState recompute, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(key.Tenant, key.Id, cancellationToken);
        if (run?.Phase == RecomputePhases.Ready)
        {
            var begun = run with
            {
                Phase = RecomputePhases.Apply, Done = 0, Total = recompute.Totals!.Changed,
                Cursor = RecomputeCursor.Start,
            };
            run = await runs.StepAsync(run, begun, _ => Task.CompletedTask, cancellationToken) ? begun : null;
        }

        if (run?.Phase == RecomputePhases.Apply)
        {
            run = await apply.RunAsync(
                key.Tenant, recompute, run, stop => IsAsync(key, RecomputeStatus.Approved, stop), cancellationToken);
        }

        if (run?.Phase == RecomputePhases.Done)
        {
            await AskAsync(key, new RecordApplied(run.Applied, run.Skipped), "applied", cancellationToken);
        }
    }

    private async Task<bool> IsAsync(EntityKey key, RecomputeStatus status, CancellationToken cancellationToken) =>
        (await StateAsync(key, cancellationToken)).Status == status;

    private async Task<RecomputeState> StateAsync(EntityKey key, CancellationToken cancellationToken) =>
        (RecomputeState)(await entities.ReadAsync(key, cancellationToken)).State;

    private async Task AskAsync(EntityKey key, ICommand command, string step, CancellationToken cancellationToken)
    {
        var answer = await entities.AskAsync(
            key, command, new AskContext(Actor.System, NameBasedId.Of(key.Id, step)), cancellationToken);
        if (answer is Answer.Unknown { Reason: var why })
        {
            throw new RecomputeUnansweredException($"The recompute itself did not answer: {why}");
        }
    }
}
