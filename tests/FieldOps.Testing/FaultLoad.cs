using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;

namespace FieldOps.Testing;

/// <summary>
/// Dispatch centres that report faults and keep what was acknowledged. Each report has its own key and its own station;
/// what was not acknowledged is sent again under the same key.
/// </summary>
public sealed class FaultLoad(int stations, int watched = 0)
{
    /// <summary>Code of the contractor to whom all orders go.</summary>
    public const string Contractor = "CRASH";

    /// <summary>The month of the contractor in which every report's trouble began.</summary>
    public const string Month = "2026-01";

    private const int Callers = 16;
    private const int StationsACall = 100;

    // A major alarm without a line of its own in the default policy.
    private static readonly TimeSpan s_persistence = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(20);
    private readonly ConcurrentDictionary<int, string> _acknowledged = new();
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many faults are reported.</summary>
    public int Reports => stations;

    /// <summary>Number of the report to the ticket id that the host acknowledged.</summary>
    public IReadOnlyDictionary<int, string> Acknowledged => _acknowledged;

    /// <summary>How often the host answered something else.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> OtherAnswers { get; } = new();

    /// <summary>Code of the station of report <paramref name="n"/>.</summary>
    public static string Station(int n) => string.Create(CultureInfo.InvariantCulture, $"CRASH-{n:0000}");

    /// <summary>Registers every station.</summary>
    public async Task RegisterStationsAsync(HttpClient client)
    {
        foreach (var chunk in Enumerable.Range(0, stations + watched).Chunk(StationsACall))
        {
            await DoAsync(client, "/api/v1/assets:batch", $"assets-{chunk[0]}", new
            {
                items = chunk.Select(n => new
                {
                    code = Station(n), name = Station(n), assetClass = "station-a", areaClass = "U",
                    region = "R1", county = "C1",
                }),
            });
        }
    }

    /// <summary>Gives every order of these stations to one contractor: its clocks run from then on.</summary>
    public async Task DispatchAllAsync(HttpClient client)
    {
        const string manager = "contractor-manager";
        await DoAsync(client, "/api/v1/contractors", "contractor", new
        {
            code = Contractor, kind = "contractor", nameZh = "代维", nameEn = Contractor, organisation = Contractor,
        }, manager);
        await DoAsync(client, "/api/v1/lots", "lot", new
        {
            code = Contractor,
            terms = new
            {
                nameZh = "一标", nameEn = "Lot", assetClasses = new[] { "station-a" }, areas = new[] { "R1/C1" },
                workKinds = new[] { "*" }, pilot = false, mode = "whole",
                shares = new[] { new { contractorCode = Contractor, sharePercent = 100m } },
                openOrdersMax = stations + watched, effectiveFrom = "2024-01-01T00:00:00+08:00",
                monthlyFeeCny = 100_000m,
            },
        }, manager);
    }

    /// <summary>
    /// Tells of an alarm on every watched station that has almost lasted long enough to be a fault: their deadlines
    /// come due one after another, from soon on.
    /// </summary>
    public async Task RaiseAlarmsAsync(HttpClient client, TimeSpan soon, TimeSpan over)
    {
        var first = TimeProvider.System.GetUtcNow() - s_persistence + soon;
        var answer = await DoAsync(client, "/api/v1/alarms:batch", "alarms", new
        {
            items = Enumerable.Range(stations, watched).Select((n, place) => new
            {
                alarmId = Station(n), assetCode = Station(n), state = "raised", perceivedSeverity = "major",
                probableCause = "antennaFailure", alarmRaisedTime = first + (over * place / watched),
            }),
        });
        answer.ShouldContain($"\"accepted\":{watched}", Case.Sensitive, answer[..Math.Min(answer.Length, 500)]);
    }

    /// <summary>
    /// Reports every fault that is not yet acknowledged, until all are or the host is gone; <paramref name="told"/>
    /// hears the number acknowledged so far.
    /// </summary>
    public Task ReportAsync(HttpClient client, Action<int> told, CancellationToken cancellationToken) =>
        ReportAsync(_ => client, told, (_, _) => { }, cancellationToken);

    /// <summary>The same to several hosts: who asks for the how-manieth time is told, and gets where to send.</summary>
    /// <param name="client">Where to.</param>
    /// <param name="told">Hears the number acknowledged so far.</param>
    /// <param name="lost">Hears of every call that was not answered, or not well, and by which client.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReportAsync(
        Func<int, HttpClient> client,
        Action<int> told,
        Action<HttpClient, string> lost,
        CancellationToken cancellationToken)
    {
        var turn = 0;
        var left = new ConcurrentQueue<int>(Enumerable.Range(0, stations).Where(n => !_acknowledged.ContainsKey(n)));
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (!cancellationToken.IsCancellationRequested && left.TryDequeue(out var n))
            {
                if (await TryReportAsync(client(Interlocked.Increment(ref turn)), n, lost, cancellationToken))
                {
                    told(_acknowledged.Count);
                }
                else
                {
                    left.Enqueue(n);
                    await Task.WhenAny(Task.Delay(s_again, TimeProvider.System, cancellationToken));
                }
            }
        }));
    }

    /// <summary>Completes when the host has refused a report for the first time.</summary>
    public Task RefusedAsync() => _refused.Task;

    /// <summary>Registers one station more.</summary>
    public static async Task<HttpResponseMessage> RegisterAsync(HttpClient client, string code)
    {
        using var request = Post("/api/v1/assets", code, new
        {
            code, name = code, assetClass = "station-a", areaClass = "U", region = "R1", county = "C1",
        });
        return await client.SendAsync(request);
    }

    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    /// <summary>Sends report <paramref name="n"/> under its key and gives the ticket id answered.</summary>
    public static async Task<(HttpStatusCode Status, string? TicketId)> SendAsync(
        HttpClient client, int n, CancellationToken cancellationToken)
    {
        var (status, ticket, _) = await AskAsync(client, n, cancellationToken);
        return (status, ticket);
    }

    private static async Task<(HttpStatusCode Status, string? TicketId, string? Refusal)> AskAsync(
        HttpClient client, int n, CancellationToken cancellationToken)
    {
        using var request = Post("/api/v1/tickets", $"fault-{n}", new
        {
            assetCode = Station(n), assetType = "base-station", severity = "major",
            probableCause = "powerSupplyFailure", description = "断站", occurredAt = "2026-01-05T08:00:00+08:00",
        });
        using var response = await client.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return (response.StatusCode, null, await response.Content.ReadAsStringAsync(cancellationToken));
        }

        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return (response.StatusCode, body.GetProperty("ticketId").GetString(), null);
    }

    private async Task<bool> TryReportAsync(
        HttpClient client, int n, Action<HttpClient, string> lost, CancellationToken cancellationToken)
    {
        try
        {
            var (status, ticket, refusal) = await AskAsync(client, n, cancellationToken);
            if (ticket is not null)
            {
                _acknowledged.TryAdd(n, ticket).ShouldBeTrue();
                return true;
            }

            OtherAnswers.AddOrUpdate(status, 1, (_, count) => count + 1);
            _refused.TrySetResult();
            lost(client, string.Create(CultureInfo.InvariantCulture, $"{(int)status} report {n}: {refusal}"));
            return false;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                lost(client, string.Create(CultureInfo.InvariantCulture, $"report {n}: {gone.Message}"));
            }

            return false;
        }
    }

    // A host that has just started answers late: it is asked again under the same key.
    private static async Task<string> DoAsync(
        HttpClient client, string path, string key, object body, string role = "dispatcher")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var request = Post(path, key, body);
                request.Headers.Add("X-Role", role);
                using var response = await client.SendAsync(request);
                var answer = await response.Content.ReadAsStringAsync();
                response.IsSuccessStatusCode.ShouldBeTrue(answer);
                return answer;
            }
            catch (TaskCanceledException) when (TimeProvider.System.GetElapsedTime(began) < s_patience)
            {
                await Task.Delay(s_again, TimeProvider.System);
            }
        }
    }

    private static HttpRequestMessage Post(string path, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Actor", "centre");
        return request;
    }
}
