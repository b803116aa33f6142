using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace FieldOps.Benchmarks.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection, one request at a time. Leaner than HttpClient, so that on shared cores the
/// caller takes little from the service; the same for every side.
/// </summary>
internal sealed class Wire : IDisposable
{
    private static readonly byte[] s_chunkedEnd = Encoding.ASCII.GetBytes("\r\n0\r\n\r\n");
    private readonly Socket _socket =
        new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    public async Task OpenAsync(Uri address, CancellationToken cancellationToken) =>
        await _socket.ConnectAsync(address.Host, address.Port, cancellationToken);

    /// <summary>Sends a whole request; the body of the answer is valid until the next one.</summary>
    public async ValueTask<WireAnswer> AskAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        while (request.Length > 0)
        {
            request = request[await _socket.SendAsync(request, cancellationToken)..];
        }

        _filled = 0;
        var head = await HeadAsync(cancellationToken);
        var status = (_buffer[9] - '0') * 100 + (_buffer[10] - '0') * 10 + (_buffer[11] - '0');
        if (Length(_buffer.AsSpan(0, head)) is { } length)
        {
            while (_filled < head + length)
            {
                await MoreAsync(cancellationToken);
            }
        }
        else
        {
            // JSON holds no line ends: this ending can only be the last chunk's.
            while (!_buffer.AsSpan(0, _filled).EndsWith(s_chunkedEnd))
            {
                await MoreAsync(cancellationToken);
            }
        }

        return new(status, _buffer.AsMemory(0, head), _buffer.AsMemory(head, _filled - head));
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> HeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await MoreAsync(cancellationToken);
            var end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return end + 4;
            }
        }
    }

    private async ValueTask MoreAsync(CancellationToken cancellationToken)
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellationToken);
        if (read == 0)
        {
            throw new IOException("The service closed the connection.");
        }

        _filled += read;
    }

    private static int? Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 18)..], out int length, out _) ? length : null;
    }
}

/// <summary>An answer as it came over the wire; a chunked body still holds its chunk sizes.</summary>
internal readonly record struct WireAnswer(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body);
