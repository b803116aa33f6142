using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;

namespace FieldOps.Benchmarks.Deadlines;

/// <summary>Notes how late each deadline's answer came, which is after its commit.</summary>
internal sealed class TimedEntities(IEntities real, IAppClock clock) : IEntities
{
    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset DueAt, float Milliseconds)> _answers = new(1_000_000);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _answers.Count;
            }
        }
    }

    /// <summary>Registers it around whatever hosts the entities.</summary>
    public static void Around(IServiceCollection services)
    {
        var host = services.Last(s => s.ServiceType == typeof(IEntities)).ImplementationFactory!;
        services.AddSingleton(s => new TimedEntities((IEntities)host(s), s.GetRequiredService<IAppClock>()));
        services.AddSingleton<IEntities>(s => s.GetRequiredService<TimedEntities>());
    }

    /// <summary>Milliseconds late, in order, of what was due in a phase.</summary>
    public float[] LateIn(DeadlinePhase phase)
    {
        lock (_lock)
        {
            return [.. _answers.Where(a => a.DueAt >= phase.From && a.DueAt < phase.Until)
                .Select(a => a.Milliseconds).Order()];
        }
    }

    public async Task<Answer> AskAsync(
        EntityKey key, ICommand command, AskContext context, CancellationToken cancellationToken)
    {
        var answer = await real.AskAsync(key, command, context, cancellationToken);
        if (command is DeadlineReached reached && answer is Answer.Accepted { Position: > 0 })
        {
            var late = (float)(clock.Now - reached.DueAt).TotalMilliseconds;
            lock (_lock)
            {
                _answers.Add((reached.DueAt, late));
            }
        }

        return answer;
    }

    public Task<IReadOnlyList<Answer>> AskAllAsync(
        EntityKey key, IReadOnlyList<Ask> asks, CancellationToken cancellationToken) =>
        real.AskAllAsync(key, asks, cancellationToken);

    public Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken) =>
        real.ReadAsync(key, cancellationToken);
}
