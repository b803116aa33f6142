using System.Text.Json;
using FieldOps.Platform.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Contractors;

/// <summary>Runs the queries of the register's read model.</summary>
internal sealed class StateReader(NpgsqlDataSource database)
{
    /// <summary>States out of rows whose first column is their JSON text.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <param name="values">The parameters; what may be null is made by <see cref="Maybe"/>.</param>
    public Task<List<TState>> StatesAsync<TState>(
        string sql, CancellationToken cancellationToken, params object[] values) =>
        RowsAsync(
            sql, r => JsonSerializer.Deserialize<TState>(r.GetString(0), PlatformJson.Options)!, cancellationToken,
            values);

    public async Task<List<TRow>> RowsAsync<TRow>(
        string sql, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        }

        var found = new List<TRow>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(read(rows));
        }

        return found;
    }

    /// <summary>A parameter that may be null.</summary>
    public static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
