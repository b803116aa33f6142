using System.Diagnostics;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Benchmarks.Deadlines;

/// <summary>Commands of people during a storm: a new station every so often, and how long each took.</summary>
internal sealed class CommandProbe(IEntities entities, string prefix)
{
    private const int CallersMax = 64;
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(20);
    private static readonly Actor s_by = new("bench", ActorRoles.Dispatcher);
    private readonly List<double> _milliseconds = [];
    private int _asked;

    /// <summary>Asks until it is told to end; milliseconds in order.</summary>
    public async Task<double[]> RunAsync(CancellationToken end)
    {
        using var room = new SemaphoreSlim(CallersMax);
        using var timer = new PeriodicTimer(s_every);
        var asking = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                await room.WaitAsync(end);
                asking.Add(AskAsync(room));
            }
        }
        catch (OperationCanceledException)
        {
            // The storm is over.
        }

        await Task.WhenAll(asking);
        _milliseconds.Sort();
        return [.. _milliseconds];
    }

    private async Task AskAsync(SemaphoreSlim room)
    {
        var code = prefix + (++_asked).ToString("0000000", CultureInfo.InvariantCulture);
        var key = ArmedStations.KeyOf(code);
        var began = Stopwatch.GetTimestamp();
        var answer = await entities.AskAsync(
            key, ArmedStations.Register(code), new(s_by, NameBasedId.Of(key.Id, "probe")), CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        room.Release();
        if (answer is not Answer.Accepted)
        {
            throw new InvalidOperationException($"Not accepted: {answer}");
        }

        lock (_milliseconds)
        {
            _milliseconds.Add(took);
        }
    }
}
