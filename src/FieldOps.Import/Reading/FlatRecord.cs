using System.Globalization;
using System.Text.Json;

namespace FieldOps.Import;

/// <summary>
/// The scalars of one JSON or GML object by name without case; numbers of an array are named <c>pos[0]</c>.
/// Deeper objects are passed over. The first of two equal names counts.
/// </summary>
internal sealed class FlatRecord(int line, int column)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public int Line { get; } = line;

    public int Column { get; } = column;

    public int Count => _values.Count;

    public void Add(string name, string value) => _values.TryAdd(name, value);

    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The number, or null when there is none that is finite and within the range.</summary>
    public double? Number(double min, double max, params ReadOnlySpan<string> names) =>
        double.TryParse(Text(names), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) &&
        value >= min && value <= max
            ? value
            : null;

    /// <summary>Reads the object whose StartObject is the current token.</summary>
    public static async ValueTask<FlatRecord> ReadAsync(JsonCursor json, int fieldsMax, CancellationToken cancellation)
    {
        var record = new FlatRecord(json.Line, json.Column);
        var depth = json.Depth;
        var name = string.Empty;
        while (record.Count < fieldsMax && await json.ReadAsync(cancellation) && json.Depth > depth)
        {
            if (json.Token is JsonTokenType.PropertyName)
            {
                name = json.Text;
            }
            else if (json.Token is JsonTokenType.StartArray)
            {
                await record.AddArrayAsync(json, name, fieldsMax, cancellation);
            }
            else if (json.Token is JsonTokenType.StartObject)
            {
                await json.SkipAsync(cancellation);
            }
            else
            {
                record.Add(name, json.Text);
            }
        }

        return record;
    }

    private async ValueTask AddArrayAsync(
        JsonCursor json, string name, int fieldsMax, CancellationToken cancellation)
    {
        var depth = json.Depth;
        for (var i = 0; i < fieldsMax && await json.ReadAsync(cancellation) && json.Depth > depth; i++)
        {
            if (json.Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                await json.SkipAsync(cancellation);
            }
            else
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), json.Text);
            }
        }
    }
}
