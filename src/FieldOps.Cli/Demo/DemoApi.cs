using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FieldOps.Cli.Api;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;

namespace FieldOps.Cli.Demo;

/// <summary>The calls of the demonstration, all of them to the public API.</summary>
internal sealed class DemoApi(FieldOpsClient client)
{
    private const int PageLimit = 500;
    private readonly ConcurrentDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _examples = new(StringComparer.Ordinal);
    private long _calls;

    public static Caller Manager { get; } =
        new(DemoSettings.Tenant, "demo-manager", ActorRoles.ContractorManager);

    public static Caller Reader { get; } = new(DemoSettings.Tenant, "demo-reader", ActorRoles.OperationsManager);

    public Uri Host => client.Host;

    /// <summary>Calls made so far.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Refusals that the demonstration did not ask for, by code; none in a sound run.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    /// <summary>One example of each.</summary>
    public string ExampleOf(string code) => _examples.GetValueOrDefault(code, string.Empty);

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        var answer = await client.GetAsync(path, Reader, cancellationToken: cancellationToken);
        return answer.Refusal is { } refusal ? throw new ApiRefusedException(answer.Status, refusal) : answer.Json();
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<List<JsonElement>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var joint = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var rest = cursor is null ? string.Empty : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await GetAsync(
                FormattableString.Invariant($"{path}{joint}limit={PageLimit}{rest}"), cancellationToken);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        return items;
    }

    /// <summary>A call whose refusal is part of the story.</summary>
    public Task<ApiAnswer> TryAsync(
        string path, object? body, string key, Caller caller, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return client.PostAsync(path, body, key, caller, cancellationToken: cancellationToken);
    }

    /// <summary>A call that should be accepted; a refusal is counted and told in the report.</summary>
    public async Task<ApiAnswer> DoAsync(
        string path, object? body, string key, Caller caller, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(path, body, key, caller, cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            var facts = string.Join(", ", refusal.Facts.Select(f => $"{f.Key}={f.Value}"));
            Note(refusal.Code, $"{path} {facts} {refusal.Detail}");
        }

        return answer;
    }

    /// <summary>A batch whose items should all be accepted.</summary>
    public async Task BatchAsync(
        string path, IReadOnlyList<object> items, string key, Caller caller, CancellationToken cancellationToken)
    {
        for (var from = 0; from < items.Count; from += BatchResult.ItemsMax)
        {
            var part = items.Skip(from).Take(BatchResult.ItemsMax).ToArray();
            var json = JsonSerializer.SerializeToUtf8Bytes(new { Items = part }, PlatformJson.Options);
            Interlocked.Increment(ref _calls);
            var result = await client.PostBatchAsync(
                path, json, FormattableString.Invariant($"{key}/{from}"), caller, cancellationToken);
            foreach (var item in result.Items.Where(i => i.Outcome != BatchItem.Accepted))
            {
                var facts = string.Join(", ", item.Facts?.Select(f => $"{f.Key}={f.Value}") ?? []);
                Note(item.Code ?? item.Outcome, $"{path}[{item.Index}] {facts}");
            }
        }
    }

    /// <summary>Moves the simulated clock: every deadline on the way fires, all that follows comes to rest.</summary>
    public async Task AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken)
    {
        var key = $"demo/clock/{to.UtcTicks.ToString(CultureInfo.InvariantCulture)}/{Calls}";
        var answer = await TryAsync("clock:advance", new { To = to }, key, PlanWriter.Dispatcher, cancellationToken);
        if (answer.Refusal is { } refusal)
        {
            throw new ApiRefusedException(answer.Status, refusal);
        }
    }

    private void Note(string code, string example)
    {
        _refused.AddOrUpdate(code, 1, (_, count) => count + 1);
        _examples.TryAdd(code, example);
    }
}
