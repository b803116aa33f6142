using System.Net.Http.Json;
using System.Text.Json;
using FieldOps.Simulation.Auditing;

namespace FieldOps.Simulation.World;

/// <summary>
/// Calls the API as people and phones do: again with the same key until there is an answer; and keeps a ledger.
/// </summary>
internal sealed class Caller
{
    private readonly List<Acknowledged> _ledger = [];
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);

    /// <summary>What callers were told.</summary>
    public IReadOnlyCollection<Acknowledged> Ledger => _ledger;

    /// <summary>How calls ended, counted.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>Asks once; null when nobody knows.</summary>
    public async Task<Reply?> AskAsync(SimulatedHost host, Wish wish)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/" + wish.Path);
            request.Headers.Add("Idempotency-Key", wish.Key);
            request.Headers.Add("X-Actor", wish.By.Name);
            request.Headers.Add("X-Role", wish.By.Role);
            if (wish.By.Contractor is { } contractor)
            {
                request.Headers.Add("X-Contractor", contractor.ToString("D"));
            }

            if (wish.IfMatch is { } version)
            {
                request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
            }

            if (wish.DeviceClock is { } clock)
            {
                request.Headers.Add(
                    "X-Device-Clock", clock.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            }

            request.Content = wish.Body is null ? null : JsonContent.Create(wish.Body);
            using var response = await host.Client.SendAsync(request);
            return await ReadAsync(wish, response);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException
            or ObjectDisposedException or IOException)
        {
            Count("lost");
            return null;
        }
    }

    private async Task<Reply?> ReadAsync(Wish wish, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        var status = (int)response.StatusCode;
        if (status is 503 or 429)
        {
            Count("unknown");
            return null;
        }

        if (status >= 500)
        {
            throw new InvalidOperationException(
                $"{status} to {wish.What} {JsonSerializer.Serialize(wish.Body)}: {body}");
        }

        var accepted = status < 300;
        var code = accepted ? null : JsonDocument.Parse(body).RootElement.TextOr("code");
        Count(accepted ? "accepted" : code ?? $"{status}");
        if (accepted)
        {
            Keep(wish, response, body);
        }

        return new Reply(status, code, body);
    }

    private void Keep(Wish wish, HttpResponseMessage response, string body)
    {
        if (wish.Path.EndsWith(":batch", StringComparison.Ordinal))
        {
            foreach (var item in JsonDocument.Parse(body).RootElement.List("items"))
            {
                var index = item.Int("index");
                lock (_ledger)
                {
                    _ledger.Add(new Acknowledged(
                        $"{wish.Key}/{index}", $"{wish.What}/{index}",
                        item.Has("position") ? item.GetProperty("position").GetInt64() : 0));
                }
            }
        }
        else if (response.Headers.TryGetValues("X-Log-Position", out var values)
            && !wish.Path.StartsWith("clock", StringComparison.Ordinal)
            && !wish.Path.EndsWith(":close", StringComparison.Ordinal))
        {
            lock (_ledger)
            {
                _ledger.Add(new Acknowledged(
                    wish.Key, wish.What, long.Parse(values.Single(),
                        System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
    }

    private void Count(string outcome)
    {
        lock (_outcomes)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        }
    }
}
