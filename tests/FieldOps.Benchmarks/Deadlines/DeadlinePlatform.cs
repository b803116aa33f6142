using FieldOps.Benchmarks.Running;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;

namespace FieldOps.Benchmarks.Deadlines;

/// <summary>The platform with the stations' decider, on a clock that begins where a phase does.</summary>
internal static class DeadlinePlatform
{
    public static Task<InProcessPlatform> StartAsync(
        string database, IAppClock clock, CancellationToken cancellationToken) => InProcessPlatform.StartAsync(
        database,
        (services, _) =>
        {
            services.AddSingleton<EntityDefinition>(ArmedStations.Definition);
            services.AddSingleton(clock);
            TimedEntities.Around(services);
        },
        cancellationToken);
}
