using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// Looks for recomputes that want to go on. Every node looks; a step is taken by the one whose transaction holds the
/// run's row.
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_lookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (tenant, id) in await runs.OpenAsync(OpenMax, stoppingToken))
                {
                    await runner.RunAsync(tenant, id, stoppingToken);
                }
            }
            // Nobody watches this loop: were it to end, recomputes would stand still until the process does. The run
            // goes on from its cursor.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Stalled(failure);
            }
        }
    }
}
