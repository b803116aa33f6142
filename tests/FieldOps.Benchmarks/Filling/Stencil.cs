using System.Text;

namespace FieldOps.Benchmarks.Filling;

/// <summary>A stored text with the places where one copy differs from the next.</summary>
internal sealed class Stencil
{
    private readonly (string Literal, int Token)[] _parts;
    private readonly string _rest;

    private Stencil((string Literal, int Token)[] parts, string rest)
    {
        _parts = parts;
        _rest = rest;
    }

    /// <summary>Cuts a text at every token; of two tokens at one place the earlier in the list wins.</summary>
    public static Stencil Cut(string text, IReadOnlyList<string> tokens)
    {
        var parts = new List<(string, int)>();
        var from = 0;
        while (true)
        {
            var next = tokens.Select((token, index) => (At: text.IndexOf(token, from, StringComparison.Ordinal), index))
                .Where(found => found.At >= 0).Order().Select(found => ((int At, int Index)?)found).FirstOrDefault();
            if (next is not { } cut)
            {
                return new([.. parts], text[from..]);
            }

            parts.Add((text[from..cut.At], cut.Index));
            from = cut.At + tokens[cut.Index].Length;
        }
    }

    /// <summary>The text of one copy.</summary>
    public string Print(string[] values, StringBuilder paper)
    {
        if (_parts.Length == 0)
        {
            return _rest;
        }

        paper.Clear();
        foreach (var (literal, token) in _parts)
        {
            paper.Append(literal).Append(values[token]);
        }

        return paper.Append(_rest).ToString();
    }
}
