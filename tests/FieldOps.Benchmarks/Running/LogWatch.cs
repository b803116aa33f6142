using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace FieldOps.Benchmarks.Running;

/// <summary>Looks from outside at what the host has written, and at how far its consumers have come.</summary>
internal sealed class LogWatch(string address, Uri host) : IAsyncDisposable
{
    private const string Orders = "select count(*) from log.head where type = 'work-order' and entity > $1";

    private const string Marks = """
        select s.position, (select coalesce(max(entity), 0) from log.head), (select count(*) from log.deadline)
        from log.state s
        """;

    private const string Facts = """
        select count(*), coalesce(avg(length(body)), 0)::int from log.event
        where position > $1 and type <> 'contractor-month'
        """;

    private const string Reports = """
        select count(*) from log.event where name in ('asset.fault-ticket-raised.v1', 'asset.fault-repeated.v1')
        """;

    private const string Reactors = """
        select distinct consumer from log.cursor where consumer not in (select name from log.projection)
        """;

    // A consumer that fails tries again: only trouble that stays is reported.
    private static readonly TimeSpan s_troubleMax = TimeSpan.FromSeconds(30);

    // Counting takes its time from what is measured: so little of it.
    private const int RestPerLook = 10;

    private static readonly TimeSpan s_lookAgainAfter = TimeSpan.FromMilliseconds(20);
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(address);
    private readonly HttpClient _client = new() { BaseAddress = host };

    /// <summary>Where the log stands now.</summary>
    public async Task<LogMark> MarkAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Marks);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }

    /// <summary>Events after a mark, those of month sheets left out, and the mean length of their bodies.</summary>
    public async Task<(long Events, int BodyCharacters)> FactsAsync(LogMark since, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Facts);
        command.Parameters.Add(new() { Value = since.Position });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetInt64(0), row.GetInt32(1));
    }

    /// <summary>
    /// Returns when so many orders exist beyond a mark; an order and its deadlines are one append. The log itself is
    /// counted: what a host tells of its consumers may be a second old.
    /// </summary>
    public async Task OrdersAsync(LogMark since, long orders, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var found = 0L;
        while (found < orders)
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                throw new TimeoutException($"Only {found} of {orders} orders exist after {patience.TotalSeconds:0} s.");
            }

            var looked = Stopwatch.GetTimestamp();
            await using var command = _database.CreateCommand(Orders);
            command.Parameters.Add(new() { Value = since.Entity });
            found = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            if (found < orders)
            {
                var pause = RestPerLook * Stopwatch.GetElapsedTime(looked);
                await Task.Delay(
                    pause > s_lookAgainAfter ? pause : s_lookAgainAfter, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Reports of faults that the log holds: those that made a ticket and those that repeated one.</summary>
    public async Task<long> ReportsAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Reports);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Returns when every consumer has reached the end of the log.</summary>
    public async Task CaughtUpAsync(Action<long>? progress, CancellationToken cancellationToken)
    {
        var healthyAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var (lags, trouble) = await LagsAsync(cancellationToken);
            var behind = lags.Values.DefaultIfEmpty().Max();
            if (trouble is not null && Stopwatch.GetElapsedTime(healthyAt) > s_troubleMax)
            {
                throw new InvalidOperationException($"The host is not ready: {trouble}");
            }

            if (trouble is null)
            {
                healthyAt = Stopwatch.GetTimestamp();
                if (behind == 0)
                {
                    return;
                }

                progress?.Invoke(behind);
            }

            await Task.Delay(s_lookAgainAfter, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Names of the host's reactors.</summary>
    public async Task<string[]> ReactorsAsync(CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(Reactors);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            names.Add(rows.GetString(0));
        }

        return [.. names];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _database.DisposeAsync();
    }

    // How many events each consumer is behind, by name.
    private async Task<(Dictionary<string, long> Lags, string? Trouble)> LagsAsync(CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return ([], body);
        }

        using var json = JsonDocument.Parse(body);
        var lags = json.RootElement.GetProperty("checks").EnumerateArray()
            .Where(c => c.GetProperty("name").GetString() == "consumers" && c.TryGetProperty("data", out _))
            .SelectMany(c => c.GetProperty("data").EnumerateObject())
            .ToDictionary(lag => lag.Name, lag => lag.Value.GetInt64(), StringComparer.Ordinal);
        return (lags, null);
    }
}

/// <summary>A place in the log.</summary>
/// <param name="Position">Last event.</param>
/// <param name="Entity">Highest entity.</param>
/// <param name="Deadlines">Deadline rows.</param>
internal sealed record LogMark(long Position, long Entity, long Deadlines);
