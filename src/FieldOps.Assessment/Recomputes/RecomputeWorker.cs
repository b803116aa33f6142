using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// Looks for recomputes that want to go on. Every node looks; a step is taken by the one whose transaction holds the
/// run's row. One that fails waits, and those behind it have their turn.
/// </summary>
internal sealed partial class RecomputeWorker(
    RecomputeRunTable runs,
    RecomputeRunner runner,
    TimeProvider time,
    ILogger<RecomputeWorker> logger) : BackgroundService
{
    // People wait for a dry run; a look is one read of a small table.
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(500);

    private const int OpenMax = 20;

    private readonly RecomputeTurns _turns = new(time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_lookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (tenant, id) in await runs.OpenAsync(OpenMax, _turns.Waiting(), stoppingToken))
                {
                    await TakeTurnAsync(tenant, id, stoppingToken);
                }
            }
            // Nobody watches this loop: were it to end, recomputes would stand still until the process does.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Unseen(failure);
            }
        }
    }

    // The run goes on from its cursor, whatever hindered it.
    private async Task TakeTurnAsync(string tenant, Guid id, CancellationToken stoppingToken)
    {
        try
        {
            await runner.RunAsync(tenant, id, stoppingToken);
            _turns.Went(id);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            var wait = _turns.Failed(id, await StandAsync(tenant, id, stoppingToken));
            Stalled(failure, id, tenant, (long)wait.TotalMilliseconds);
        }
    }

    // What hindered the run may be the database itself.
    private async Task<RecomputeProgress?> StandAsync(string tenant, Guid id, CancellationToken stoppingToken)
    {
        try
        {
            return await runs.FindAsync(tenant, id, stoppingToken);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            return null;
        }
    }
}
