using Microsoft.Extensions.Hosting;
using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>
/// The epoch of the log in which this process lives. What it holds in memory (entities, the log's end, cursors, blocks
/// of numbers) is true of that log only: where a restore or a failover has put an older one in its place, the process
/// appends nothing more, says so, and ends; a new one begins with what the log says now.
/// </summary>
internal sealed partial class LogEpoch(
    NpgsqlDataSource database, IEnumerable<IHostApplicationLifetime> lifetimes, ILogger<LogEpoch> logger)
{
    /// <summary>SQLSTATE by which the log refuses who is of another epoch.</summary>
    public const string OtherEpoch = "FO001";

    private const string State = "select epoch, position from log.state";

    private const string Missing = """
        select min(n.position) from unnest($1, $2, $3) n(position, command, at)
        where not exists (
            select from log.event e
            where e.position = n.position and e.command = n.command and e.recorded_at = n.at)
        """;

    private int _known;
    private string? _left;

    /// <summary>Why this process can no longer be trusted; null while it can.</summary>
    public string? Left => Volatile.Read(ref _left);

    /// <summary>The epoch as this process first read it.</summary>
    public async ValueTask<int> KnownAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _known) == 0)
        {
            var (epoch, _) = await ReadAsync(cancellationToken);
            Interlocked.CompareExchange(ref _known, epoch, 0);
        }

        return Volatile.Read(ref _known);
    }

    /// <summary>
    /// Looks whether the log is still the one that was read: the same epoch, and not shorter than what was seen of it.
    /// </summary>
    /// <returns>The log's end.</returns>
    public async Task<long> CheckAsync(long seen, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(cancellationToken);
        var (epoch, end) = await ReadAsync(cancellationToken);
        if (epoch != known)
        {
            Leave(FormattableString.Invariant($"the log is of epoch {epoch}, this process is of epoch {known}"));
        }
        else if (end < seen)
        {
            Leave(FormattableString.Invariant(
                $"the log ends at {end}, this process has read it up to {seen}: an older copy stands in its place"));
        }

        return end;
    }

    /// <summary>
    /// Looks whether the events at some positions are those that were read there: after a restore others may have
    /// written the same positions anew. Several, for what follows from something may well follow from it again.
    /// </summary>
    public async Task CheckAsync(IReadOnlyCollection<EventMark> read, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Missing);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. read.Select(m => m.Position)] });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. read.Select(m => m.Command)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. read.Select(m => m.At)] });
        if (await command.ExecuteScalarAsync(cancellationToken) is long position)
        {
            Leave(FormattableString.Invariant($"at {position} stands another event than this process has read there"));
        }
    }

    /// <summary>Says once why this process cannot go on, and ends it.</summary>
    public void Leave(string why)
    {
        if (Interlocked.CompareExchange(ref _left, why, null) is not null)
        {
            return;
        }

        Leaves(logger, why);
        foreach (var lifetime in lifetimes)
        {
            lifetime.StopApplication();
        }
    }

    private async Task<(int Epoch, long End)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(State);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetInt32(0), row.GetInt64(1));
    }
}
