using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace FieldOps.Simulation.Auditing;

/// <summary>Reads the log's tables with SQL of the auditor's own.</summary>
internal static class LogFileReader
{
    private const string Events = """
        select position, entity, version, tenant, type, id, name, body, actor, command, recorded_at
        from log.event where position > $after order by position
        """;

    private const string Commands = "select entity, command, version, position from log.command";

    private const string Stuck = """
        select reactor || ' at ' || position || ' to ' || target_type || ': ' || code || ' ' || facts
        from log.stuck where status = 'open'
        """;

    public static async Task<LogFile> ReadAsync(NpgsqlDataSource database)
    {
        var events = await EventsAsync(database, after: 0);
        var heads = await RowsAsync(
            database, "select entity, version from log.head", r => (r.GetInt64(0), r.GetInt32(1)));
        var commands = await RowsAsync(database, Commands, r => new LogCommand(
            r.GetInt64(0), r.GetGuid(1), r.GetInt32(2), r.GetInt64(3)));
        var end = await RowsAsync(database, "select position from log.state", r => r.GetInt64(0));
        var stuck = await RowsAsync(database, Stuck, r => r.GetString(0));
        return new(events, heads.ToDictionary(h => h.Item1, h => h.Item2), commands, end.Single(), stuck);
    }

    public static Task<List<LogEvent>> EventsAsync(NpgsqlDataSource database, long after) => RowsAsync(
        database,
        Events.Replace("$after", after.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        r => new LogEvent(
            r.GetInt64(0), r.GetInt64(1), r.GetInt32(2), r.GetString(3), r.GetString(4), r.GetGuid(5), r.GetString(6),
            JsonDocument.Parse(r.GetString(7)).RootElement, r.GetString(8), r.GetGuid(9),
            r.GetFieldValue<DateTimeOffset>(10)));

    public static async Task<List<T>> RowsAsync<T>(NpgsqlDataSource database, string sql, Func<NpgsqlDataReader,
        T> read)
    {
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
        {
            all.Add(read(rows));
        }

        return all;
    }
}
