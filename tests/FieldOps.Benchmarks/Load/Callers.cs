using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace FieldOps.Benchmarks.Load;

/// <summary>What came of a load.</summary>
/// <param name="Accepted">Things accepted: one a request, or the items of a batch.</param>
/// <param name="Requests">Requests answered.</param>
/// <param name="Began">Timestamp of the first request.</param>
/// <param name="SendingSeconds">Until the last answer.</param>
/// <param name="MillisecondsP50">Half of the answers came within.</param>
/// <param name="MillisecondsP99">99 of 100 came within.</param>
internal sealed record LoadResult(
    long Accepted, long Requests, long Began, double SendingSeconds, double MillisecondsP50, double MillisecondsP99);

/// <summary>A closed loop of callers over keep-alive connections.</summary>
internal static class Callers
{
    /// <summary>Callers at the same time, as the product's intake is measured.</summary>
    public const int Count = 64;

    /// <summary>Sends requests until the time is up or there are none left.</summary>
    /// <param name="address">The service.</param>
    /// <param name="next">The next request, null for no more; called by all callers.</param>
    /// <param name="accepted">How many things an answer accepts.</param>
    /// <param name="time">How long to begin new requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task<LoadResult> RunAsync(
        Uri address,
        Func<ReadOnlyMemory<byte>?> next,
        Func<WireAnswer, int> accepted,
        TimeSpan time,
        CancellationToken cancellationToken) =>
        RunAsync([address], next, accepted, time, cancellationToken);

    /// <summary>The same to several processes of one service: every caller stays with one of them.</summary>
    public static async Task<LoadResult> RunAsync(
        IReadOnlyList<Uri> addresses,
        Func<ReadOnlyMemory<byte>?> next,
        Func<WireAnswer, int> accepted,
        TimeSpan time,
        CancellationToken cancellationToken)
    {
        var wires = new List<Wire>();
        try
        {
            for (var i = 0; i < Count; i++)
            {
                var wire = new Wire();
                wires.Add(wire);
                await wire.OpenAsync(addresses[i % addresses.Count], cancellationToken);
            }

            var refusals = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
            var began = Stopwatch.GetTimestamp();
            var calls = wires.Select(w => Task.Run(
                () => LoopAsync(w, next, accepted, began, time, refusals, cancellationToken), cancellationToken));
            var results = await Task.WhenAll(calls);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return refusals.IsEmpty ? Sum(results, began, seconds) : throw NotAccepted(refusals);
        }
        finally
        {
            wires.ForEach(w => w.Dispose());
        }
    }

    private static async Task<(long Accepted, List<double> Milliseconds)> LoopAsync(
        Wire wire,
        Func<ReadOnlyMemory<byte>?> next,
        Func<WireAnswer, int> accepted,
        long began,
        TimeSpan time,
        ConcurrentDictionary<string, int> refusals,
        CancellationToken cancellationToken)
    {
        var count = 0L;
        var milliseconds = new List<double>(4_096);
        while (Stopwatch.GetElapsedTime(began) < time && next() is { } request)
        {
            var sent = Stopwatch.GetTimestamp();
            var answer = await wire.AskAsync(request, cancellationToken);
            milliseconds.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            var some = accepted(answer);
            count += some;
            if (some == 0)
            {
                var body = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(600, answer.Body.Length)]);
                refusals.AddOrUpdate($"{answer.Status} {body}", 1, static (_, n) => n + 1);
                break;
            }
        }

        return (count, milliseconds);
    }

    private static LoadResult Sum((long Accepted, List<double> Milliseconds)[] results, long began, double seconds)
    {
        var all = results.SelectMany(r => r.Milliseconds).Order().ToArray();
        return new(
            results.Sum(r => r.Accepted), all.Length, began, seconds, all[all.Length / 2], all[all.Length * 99 / 100]);
    }

    // A load that is refused measures refusals: the figure would be a lie.
    private static InvalidOperationException NotAccepted(ConcurrentDictionary<string, int> refusals) =>
        new("Not accepted: " + string.Join(Environment.NewLine, refusals.Take(3).Select(r => $"{r.Value} x {r.Key}")));
}
