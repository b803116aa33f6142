using System.Runtime.CompilerServices;

namespace FieldOps.Import;

/// <summary>
/// Network as GML in the form of the Internet Topology Zoo:
/// <c>graph [ node [ id 0 label "X" Longitude 1.0 Latitude 2.0 ] edge [ source 0 target 1 ] ]</c>.
/// </summary>
public static class Gml
{
    private const int GraphDepth = 1;

    public static async IAsyncEnumerable<ImportRow<TopologyItem>> ReadAsync(
        Stream stream, ImportLimits? limits = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var bounds = limits ?? ImportLimits.Default;
        var walk = new Walk(new GmlTokens(stream, bounds), bounds);
        var rows = 0;
        while (await walk.NextAsync(cancellation) is { } next)
        {
            var row = next;
            if (++rows > bounds.RowsMax)
            {
                row = ImportRow.Bad<TopologyItem>(FileProblems.TooManyRows(walk.Line, bounds.RowsMax));
                walk.Stop();
            }

            yield return row;
        }

        if (walk.Problem is not null)
        {
            yield return ImportRow.Bad<TopologyItem>(walk.Problem);
        }
    }

    /// <summary>The bracket structure: which object is open, and the scalars of the node or edge being read.</summary>
    private sealed class Walk(GmlTokens tokens, ImportLimits limits)
    {
        private readonly Dictionary<string, int> _parallels = new(StringComparer.Ordinal);
        private FlatRecord? _record;
        private bool _isNode;
        private int _depth;
        private bool _graphSeen;
        private bool _stopped;

        public ImportProblem? Problem { get; private set; }

        public int Line => tokens.Line;

        public void Stop() => _stopped = true;

        public async ValueTask<ImportRow<TopologyItem>?> NextAsync(CancellationToken cancellation)
        {
            while (!_stopped && Problem is null && await tokens.ReadAsync(cancellation) is { } token)
            {
                if (token.Kind is GmlKind.Close)
                {
                    if (Close(token) is { } row)
                    {
                        return row;
                    }
                }
                else if (token.Kind is not GmlKind.Word)
                {
                    Problem = FieldProblems.Malformed("gml", token.Line, token.Column, token.Value);
                }
                else if (await tokens.ReadAsync(cancellation) is { } value)
                {
                    Take(token, value);
                }
            }

            Problem ??= _stopped ? null : tokens.Problem ?? Unfinished();
            return null;
        }

        private void Take(GmlToken key, GmlToken value)
        {
            if (value.Kind is GmlKind.Open)
            {
                Open(key);
            }
            else if (value.Kind is GmlKind.Close)
            {
                Problem = FieldProblems.Malformed("gml", value.Line, value.Column, $"{key.Value} ]");
            }
            else if (_record is not null && _depth == GraphDepth + 1)
            {
                _record.Add(key.Value, value.Value);
                Problem = _record.Count > limits.FieldsMax
                    ? FieldProblems.TooManyFields(value.Line, limits.FieldsMax)
                    : null;
            }
        }

        private void Open(GmlToken key)
        {
            _graphSeen |= _depth == 0 && key.Value is "graph";
            if (_graphSeen && _depth == GraphDepth && key.Value is ("node" or "edge"))
            {
                _record = new FlatRecord(key.Line, key.Column);
                _isNode = key.Value is "node";
            }

            if (++_depth > limits.DepthMax)
            {
                Problem = FieldProblems.Malformed("gml", key.Line, key.Column, "nesting");
            }
        }

        private ImportRow<TopologyItem>? Close(GmlToken token)
        {
            if (--_depth < 0)
            {
                Problem = FieldProblems.Malformed("gml", token.Line, token.Column, "]");
            }

            if (_record is null || _depth != GraphDepth)
            {
                return null;
            }

            var record = _record;
            _record = null;
            return _isNode ? TopologyRows.Place(record) : TopologyRows.Link(record, _parallels);
        }

        private ImportProblem? Unfinished()
        {
            if (_depth > 0)
            {
                return FileProblems.Unclosed(tokens.Line);
            }

            return _graphSeen ? null : FieldProblems.Shape(1, 1, "graph [ ]");
        }
    }
}
