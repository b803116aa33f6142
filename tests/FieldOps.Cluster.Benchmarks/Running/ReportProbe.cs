using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using FieldOps.Benchmarks.Filling;

namespace FieldOps.Cluster.Benchmarks.Running;

/// <summary>
/// Reports faults on assets that the cluster holds already, one caller an asset, until each is answered.
/// </summary>
internal sealed class ReportProbe(int first, int count)
{
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(50);

    // A call to a silo that is gone must not hold its caller up for long.
    private static readonly TimeSpan s_call = TimeSpan.FromSeconds(3);
    private int _round;
    private long _acknowledged;

    /// <summary>Reports acknowledged so far, each once.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>
    /// Returns when every asset has answered a new report through one of the given silos: the timestamps of the first
    /// answer and of the last.
    /// </summary>
    public async Task<(long First, long All)> AllAnswerAsync(
        IReadOnlyList<Uri> silos, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = s_call };
        var round = ++_round;
        // Who asks again must ask for the same thing.
        var occurredAt = TimeProvider.System.GetUtcNow();
        var answered = await Task.WhenAll(Enumerable.Range(first, count).Select(async n =>
        {
            var turn = n;
            while (!await AnswersAsync(client, silos[turn++ % silos.Count], n, round, occurredAt, cancellationToken))
            {
                await Task.Delay(s_again, TimeProvider.System, cancellationToken);
            }

            Interlocked.Increment(ref _acknowledged);
            return Stopwatch.GetTimestamp();
        }));
        return (answered.Min(), answered.Max());
    }

    private static async Task<bool> AnswersAsync(
        HttpClient client, Uri silo, int n, int round, DateTimeOffset occurredAt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(silo, "/api/v1/tickets"))
        {
            Content = JsonContent.Create(new
            {
                assetCode = LogFiller.FreshCode(n), severity = "major", probableCause = "antennaFailure", occurredAt,
            }),
        };
        request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"probe-{n}-{round}"));
        request.Headers.Add("X-Actor", "bench");
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode && !IsPassing(response.StatusCode))
            {
                throw new InvalidOperationException(await response.Content.ReadAsStringAsync(cancellationToken));
            }

            return response.IsSuccessStatusCode;
        }
        catch (Exception gone) when (
            gone is HttpRequestException or IOException
            || (gone is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    // Anything else would be asked for ever.
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests || (int)status >= (int)HttpStatusCode.InternalServerError;
}
