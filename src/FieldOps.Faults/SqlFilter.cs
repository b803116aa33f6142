using System.Globalization;
using System.Text;
using FieldOps.Platform.Config;
using Npgsql;

namespace FieldOps.Faults;

/// <summary>A select narrowed by what a caller named and nothing else: an index is used where one fits.</summary>
internal sealed class SqlFilter
{
    private readonly NpgsqlCommand _command;
    private readonly StringBuilder _sql;

    /// <summary>A select that ends in a where clause over <c>$1</c>, the tenant.</summary>
    public SqlFilter(NpgsqlCommand command, string select, string tenant)
    {
        _command = command;
        _sql = new StringBuilder(select);
        Add(tenant);
    }

    /// <summary>Adds a condition whose question marks stand for the value; none when the value is null.</summary>
    public SqlFilter Where(string condition, object? value)
    {
        if (value is not null)
        {
            _sql.Append(" and ").Append(condition.Replace("?", Add(value), StringComparison.Ordinal));
        }

        return this;
    }

    /// <summary>Only rows after this key; see <see cref="IsKey"/>.</summary>
    public SqlFilter After(string columns, IReadOnlyList<string>? key)
    {
        if (key is not null && Instants.TryParse(key[0], out var instant))
        {
            var places = new List<string> { Add(instant), Add(Guid.Parse(key[1], CultureInfo.InvariantCulture)) };
            places.AddRange(key.Skip(2).Select(Add));
            _sql.Append(CultureInfo.InvariantCulture, $" and ({columns}) < ({string.Join(", ", places)})");
        }

        return this;
    }

    /// <summary>Whether this can be a key of ours: an instant, then an id. Null is the first page.</summary>
    public static bool IsKey(IReadOnlyList<string>? key) =>
        key is null || (Instants.TryParse(key[0], out _) && Guid.TryParse(key[1], out _));

    /// <summary>Ends the statement.</summary>
    public void End(string order, int limit) =>
        _command.CommandText = _sql.Append(CultureInfo.InvariantCulture, $" {order} limit {Add(limit)}").ToString();

    /// <summary>An instant as a part of a key.</summary>
    public static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private string Add(object value)
    {
        _command.Parameters.Add(new NpgsqlParameter { Value = value });
        return "$" + _command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
    }
}
