using System.Text.Json;
using FieldOps.Platform.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Assessment;

/// <summary>How rows of the slice are read.</summary>
internal static class RowReading
{
    public static async Task<List<T>> ReadAsync<T>(
        this NpgsqlDataSource database,
        string sql,
        NpgsqlParameter[] parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        var found = new List<T>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(read(rows));
        }

        return found;
    }

    public static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, PlatformJson.Options)!;

    public static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Uuid(Guid? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    public static NpgsqlParameter Flag(bool? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Boolean };
}
