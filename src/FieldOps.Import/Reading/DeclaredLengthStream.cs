namespace FieldOps.Import;

/// <summary>
/// Reads a packed entry and demands the length that its header declares. A gzip stream that was cut ends quietly, and
/// where the cut falls on a line end nothing else would tell that the rest is gone.
/// </summary>
internal sealed class DeclaredLengthStream(Stream inner, long declared) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => declared;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count), count);

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(
            await inner.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int read, int wanted)
    {
        _read += read;
        return read > 0 || wanted == 0 || _read >= declared
            ? read
            : throw new EndOfStreamException("The packed entry ends before its declared length.");
    }
}
