using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FieldOps.Import;

/// <summary>
/// Network as node-link JSON: an object with the arrays <c>nodes</c> (id, name, pos or lon and lat) and <c>edges</c> or
/// <c>links</c> (source, target, dist in km). Everything else in it is passed over.
/// </summary>
public static class NodeLinkJson
{
    public static async IAsyncEnumerable<ImportRow<TopologyItem>> ReadAsync(
        Stream stream, ImportLimits? limits = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var bounds = limits ?? ImportLimits.Default;
        var json = new JsonCursor(stream, bounds);
        var parallels = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = 0;
        while (await NextArrayAsync(json, cancellation) is { } array)
        {
            while (await json.ReadAsync(cancellation) && json.Token is not JsonTokenType.EndArray)
            {
                if (++rows > bounds.RowsMax)
                {
                    yield return ImportRow.Bad<TopologyItem>(FileProblems.TooManyRows(json.Line, bounds.RowsMax));
                    yield break;
                }

                var row = await RowAsync(json, array, parallels, bounds, cancellation);
                if (json.Problem is null)
                {
                    yield return row;
                }
            }
        }

        if (json.Problem is not null)
        {
            yield return ImportRow.Bad<TopologyItem>(json.Problem);
        }
    }

    private static async ValueTask<string?> NextArrayAsync(JsonCursor json, CancellationToken cancellation)
    {
        while (await json.ReadAsync(cancellation))
        {
            if (json.Depth != 1 || json.Token is not JsonTokenType.PropertyName)
            {
                continue;
            }

            var name = json.Text;
            if (!await json.ReadAsync(cancellation))
            {
                return null;
            }

            if (name is "nodes" or "edges" or "links" && json.Token is JsonTokenType.StartArray)
            {
                return name;
            }

            await json.SkipAsync(cancellation);
        }

        return null;
    }

    private static async ValueTask<ImportRow<TopologyItem>> RowAsync(
        JsonCursor json,
        string array,
        Dictionary<string, int> parallels,
        ImportLimits limits,
        CancellationToken cancellation)
    {
        if (json.Token is not JsonTokenType.StartObject)
        {
            var shape = FieldProblems.Shape(json.Line, json.Column, array);
            await json.SkipAsync(cancellation);
            return ImportRow.Bad<TopologyItem>(shape);
        }

        var (line, depth) = (json.Line, json.Depth);
        var record = await FlatRecord.ReadAsync(json, limits.FieldsMax, cancellation);
        if (json.Depth > depth && json.Problem is null)
        {
            await LeaveAsync(json, depth, cancellation);
            return ImportRow.Bad<TopologyItem>(FieldProblems.TooManyFields(line, limits.FieldsMax));
        }

        return string.Equals(array, "nodes", StringComparison.Ordinal)
            ? TopologyRows.Place(record)
            : TopologyRows.Link(record, parallels);
    }

    private static async ValueTask LeaveAsync(JsonCursor json, int depth, CancellationToken cancellation)
    {
        while (json.Depth > depth && await json.ReadAsync(cancellation))
        {
        }
    }
}
