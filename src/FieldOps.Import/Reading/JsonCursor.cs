using System.Text;
using System.Text.Json;

namespace FieldOps.Import;

/// <summary>
/// Walks a JSON stream token by token with the line and column of each; holds one bounded window, never the document.
/// </summary>
internal sealed class JsonCursor(Stream stream, ImportLimits limits)
{
    private const int FirstBufferBytes = 16 * 1024;

    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _end;
    private long _bytes;
    private bool _ended;
    private bool _bomChecked;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = limits.DepthMax });

    public JsonTokenType Token { get; private set; }

    /// <summary>The text of a property name or scalar.</summary>
    public string Text { get; private set; } = string.Empty;

    public int Depth { get; private set; }

    public int Line { get; private set; } = 1;

    public int Column { get; private set; } = 1;

    private int NextLine { get; set; } = 1;

    private int NextColumn { get; set; } = 1;

    public ImportProblem? Problem { get; private set; }

    /// <summary>Moves to the next token; false at the end of the document and after a problem.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (Problem is null)
        {
            if ((_bomChecked || _ended) && TryRead())
            {
                return true;
            }

            if (_ended || Problem is not null)
            {
                EndCheck();
                return false;
            }

            await FillAsync(cancellation);
        }

        return false;
    }

    /// <summary>Passes over the value that begins at the current token.</summary>
    public async ValueTask SkipAsync(CancellationToken cancellation)
    {
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = Depth;
        while (await ReadAsync(cancellation) && Depth > depth)
        {
        }
    }

    private bool TryRead()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: false, _state);
        try
        {
            if (!reader.Read())
            {
                return false;
            }
        }
        catch (JsonException broken)
        {
            Problem = FieldProblems.Malformed(
                "json", (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1, "invalid token");
            return false;
        }

        Advance((int)reader.TokenStartIndex);
        (Line, Column) = (NextLine, NextColumn);
        Token = reader.TokenType;
        Depth = reader.CurrentDepth;
        Text = TextOf(ref reader);
        Advance((int)reader.BytesConsumed - (int)reader.TokenStartIndex);
        _state = reader.CurrentState;
        return Problem is null;
    }

    private string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString() ?? string.Empty,
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => string.Empty,
            };
        }
        catch (InvalidOperationException)
        {
            Problem = FileProblems.NotUtf8(Line);
            return string.Empty;
        }
    }

    private void Advance(int bytes)
    {
        var span = _buffer.AsSpan(_start, bytes);
        var lines = span.Count((byte)'\n');
        NextLine += lines;
        NextColumn = lines == 0 ? NextColumn + bytes : bytes - span.LastIndexOf((byte)'\n');
        _start += bytes;
    }

    private void EndCheck()
    {
        var open = Depth > 0 || Token is JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray;
        var rest = _buffer.AsSpan(_start, _end - _start).Trim(" \t\r\n"u8).Length > 0;
        if (open || rest)
        {
            Problem ??= _bytes == 0 ? FileProblems.Empty() : FileProblems.Unclosed(LastLine());
        }
    }

    private int LastLine() =>
        NextLine + _buffer.AsSpan(_start, _end - _start).TrimEnd(" \t\r\n"u8).Count((byte)'\n');

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_end - _start > limits.LineBytesMax)
        {
            Problem = FileProblems.LineTooLong(NextLine, limits.LineBytesMax);
            return;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        _bytes += read;
        _ended = read == 0;
        SkipByteOrderMark();
        if (_bytes > limits.FileBytesMax)
        {
            Problem = FileProblems.TooLarge(NextLine, limits.FileBytesMax);
        }
    }

    private void SkipByteOrderMark()
    {
        if (!_bomChecked && _end >= Encoding.UTF8.Preamble.Length)
        {
            _bomChecked = true;
            var marked = _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble);
            _start = marked ? Encoding.UTF8.Preamble.Length : _start;
        }
    }
}
