using Npgsql;

namespace FieldOps.Faults;

/// <summary>The rows of one statement, turned into one array a column.</summary>
internal static class Columns
{
    /// <summary>A statement over the rows; null, and nothing added, when there are none.</summary>
    public static Columns<TRow>? Of<TRow>(NpgsqlBatch batch, string sql, IReadOnlyCollection<TRow> rows)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return new Columns<TRow>(command, [.. rows]);
    }
}

/// <summary>Adds the columns in the order of the statement's parameters.</summary>
internal sealed class Columns<TRow>(NpgsqlBatchCommand command, TRow[] rows)
{
    public Columns<TRow> Add<T>(Func<TRow, T> of)
    {
        var values = new T[rows.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = of(rows[i]);
        }

        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values });
        return this;
    }
}
