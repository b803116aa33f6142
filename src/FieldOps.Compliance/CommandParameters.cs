using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Compliance;

/// <summary>Parameters that may be null: PostgreSQL must be told their type.</summary>
internal static class CommandParameters
{
    public static void AddNullable(this NpgsqlCommand command, string name, string? value) =>
        command.Parameters.Add(new(name, NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value });

    public static void AddNullable(this NpgsqlCommand command, string name, bool? value) =>
        command.Parameters.Add(new(name, NpgsqlDbType.Boolean) { Value = (object?)value ?? DBNull.Value });

    public static void AddNullable(this NpgsqlCommand command, string name, Guid? value) =>
        command.Parameters.Add(new(name, NpgsqlDbType.Uuid) { Value = (object?)value ?? DBNull.Value });

    public static void AddNullable(this NpgsqlCommand command, string name, DateTimeOffset? value) =>
        command.Parameters.Add(new(name, NpgsqlDbType.TimestampTz) { Value = (object?)value ?? DBNull.Value });
}
