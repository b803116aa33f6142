using Npgsql;

namespace FieldOps.Platform.Tests.Feed;

/// <summary>Writes to the log by its own function, as another process does.</summary>
internal static class OtherWriter
{
    /// <summary>New counters, each with one event.</summary>
    /// <param name="connection">To the log.</param>
    /// <param name="events">How many.</param>
    /// <param name="bytes">Bytes of each body at least; blanks make them up.</param>
    public static async Task WriteAsync(NpgsqlConnection connection, int events, int bytes = 0)
    {
        await using var command = new NpgsqlCommand("""
            select log.append(
                array['t1'], array['counter'], array[gen_random_uuid()], array[0::bigint], array[0], array[$1],
                array[gen_random_uuid()], array[0::bigint], array['system||other'], array['2024-01-01Z'::timestamptz],
                array_fill(1, array[$1]), array(select generate_series(1, $1)),
                array_fill('counter.added.v2'::text, array[$1]),
                array_fill('{"by":1' || repeat(' ', $2) || '}', array[$1]),
                '{}'::int[], '{}'::text[], '{}'::timestamptz[], '{}'::int[], '{}'::text[], '{}'::timestamptz[], 16)
            """, connection);
        command.Parameters.Add(new() { Value = events });
        command.Parameters.Add(new() { Value = bytes });
        await command.ExecuteNonQueryAsync();
    }
}
