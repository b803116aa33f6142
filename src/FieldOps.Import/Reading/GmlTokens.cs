using System.Net;

namespace FieldOps.Import;

internal enum GmlKind
{
    Word,
    Text,
    Open,
    Close,
}

internal readonly record struct GmlToken(GmlKind Kind, string Value, int Line, int Column);

/// <summary>Words, quoted texts and brackets of a GML stream with their lines.</summary>
internal sealed class GmlTokens(Stream stream, ImportLimits limits)
{
    private readonly LineReader _lines = new(stream, limits);
    private TextLine _line;
    private int _at;
    private bool _started;

    public ImportProblem? Problem { get; private set; }

    public int Line => _line.Number;

    public async ValueTask<GmlToken?> ReadAsync(CancellationToken cancellation)
    {
        while (Problem is null)
        {
            while (_started && _at < _line.Text.Length && char.IsWhiteSpace(_line.Text[_at]))
            {
                _at++;
            }

            if (_started && _at < _line.Text.Length && _line.Text[_at] != '#')
            {
                return Next();
            }

            if (await _lines.ReadAsync(cancellation) is not { } line)
            {
                Problem = _lines.Problem;
                return null;
            }

            (_line, _at, _started) = (line, 0, true);
        }

        return null;
    }

    private GmlToken? Next()
    {
        var (text, from) = (_line.Text, _at);
        switch (text[from])
        {
            case '[':
                _at++;
                return new GmlToken(GmlKind.Open, "[", Line, from + 1);
            case ']':
                _at++;
                return new GmlToken(GmlKind.Close, "]", Line, from + 1);
            case '"':
                return Quoted(text, from);
            default:
                while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('[' or ']' or '"'))
                {
                    _at++;
                }

                return new GmlToken(GmlKind.Word, text[from.._at], Line, from + 1);
        }
    }

    private GmlToken? Quoted(string text, int from)
    {
        var close = text.IndexOf('"', from + 1);
        if (close < 0)
        {
            Problem = _line.Terminated
                ? FieldProblems.Malformed("gml", Line, from + 1, "open quote")
                : FileProblems.Unclosed(Line);
            return null;
        }

        _at = close + 1;
        return new GmlToken(GmlKind.Text, WebUtility.HtmlDecode(text[(from + 1)..close]), Line, from + 1);
    }
}
