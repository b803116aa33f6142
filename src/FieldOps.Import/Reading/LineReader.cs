using System.Text;

namespace FieldOps.Import;

internal readonly record struct TextLine(int Number, string Text, bool Terminated);

/// <summary>
/// Reads lines with their exact numbers. It splits bytes before decoding them, so that a byte that is no UTF-8
/// is told with its own line, and it never holds more than one bounded line.
/// </summary>
internal sealed class LineReader(Stream stream, ImportLimits limits)
{
    private const int FirstBufferBytes = 32 * 1024;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private byte[] _buffer = new byte[FirstBufferBytes];
    private int _start;
    private int _end;
    private long _bytes;
    private int _line;
    private bool _ended;

    /// <summary>Why reading stopped before the end, if it did.</summary>
    public ImportProblem? Problem { get; private set; }

    /// <summary>The next line, or null at the end and after a problem.</summary>
    public async ValueTask<TextLine?> ReadAsync(CancellationToken cancellation)
    {
        while (Problem is null)
        {
            var at = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at >= 0)
            {
                return Take(at, terminated: true);
            }

            if (_ended)
            {
                return _end > _start ? Take(_end - _start, terminated: false) : null;
            }

            if (_end - _start > limits.LineBytesMax)
            {
                Problem = FileProblems.LineTooLong(_line + 1, limits.LineBytesMax);
                return null;
            }

            await FillAsync(cancellation);
        }

        return null;
    }

    private TextLine? Take(int length, bool terminated)
    {
        _line++;
        if (length > limits.LineBytesMax)
        {
            Problem = FileProblems.LineTooLong(_line, limits.LineBytesMax);
            return null;
        }

        var bytes = _buffer.AsSpan(_start, length);
        _start += length + (terminated ? 1 : 0);
        if (_line == 1 && bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        if (terminated && bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
        }

        try
        {
            return new TextLine(_line, Strict.GetString(bytes), terminated);
        }
        catch (DecoderFallbackException)
        {
            Problem = FileProblems.NotUtf8(_line);
            return null;
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            _end += read;
            _bytes += read;
            _ended = read == 0;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            Problem = FileProblems.ArchiveBroken(_line);
        }

        if (_bytes > limits.FileBytesMax)
        {
            Problem = FileProblems.TooLarge(_line + 1, limits.FileBytesMax);
        }
    }
}
