using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>
/// The raw body, read once into a rented buffer that goes back when the response is complete. The buffer begins with
/// method and address, so that one hash over it covers the whole wish.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBytes = 4096;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    private byte[] _buffer;
    private readonly int _start;
    private int _end;
    private long _hash;

    private RequestBody(byte[] buffer, int start)
    {
        _buffer = buffer;
        _start = start;
        _end = start;
    }

    /// <summary>The body without a byte order mark; empty when there is none.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            var bytes = _buffer.AsSpan(_start, _end - _start);
            return bytes.StartsWith(Utf8Mark) ? bytes[Utf8Mark.Length..] : bytes;
        }
    }

    /// <summary>64 bits of SHA-256 over method, address and body; never 0, which means "no fingerprint".</summary>
    public long Hash
    {
        get
        {
            if (_hash == 0)
            {
                Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
                SHA256.HashData(_buffer.AsSpan(0, _end), digest);
                _hash = Math.Max(1, BinaryPrimitives.ReadInt64BigEndian(digest) & long.MaxValue);
            }

            return _hash;
        }
    }

    /// <summary>The body of this request; read at the first call.</summary>
    public static async ValueTask<RequestBody> OfAsync(HttpContext context)
    {
        if (context.Features.Get<RequestBody>() is { } known)
        {
            return known;
        }

        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.BytesMax ?? BodyLimit.BytesDefault;
        var length = context.Request.ContentLength;
        if (length > limit)
        {
            throw TooLarge(limit);
        }

        var address = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}\n";
        var addressBytes = Encoding.UTF8.GetByteCount(address);
        // One byte more than announced: the read that meets the end then needs no larger buffer.
        var rented = ArrayPool<byte>.Shared.Rent(addressBytes + (int)(length ?? FirstBytes) + 1);
        Encoding.UTF8.GetBytes(address, rented);
        var body = new RequestBody(rented, addressBytes);
        context.Response.RegisterForDispose(body);
        await body.FillAsync(context.Request.Body, limit, context.RequestAborted);
        context.Features.Set(body);
        return body;
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task FillAsync(Stream source, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_end == _buffer.Length)
            {
                Grow();
            }

            var read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return;
            }

            _end += read;
            if (_end - _start > limit)
            {
                throw TooLarge(limit);
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private static RefusedRequestException TooLarge(int limit) => RefusedRequestException.Of(
        RequestRefusals.BodyTooLarge, ("maxBytes", limit.ToString(CultureInfo.InvariantCulture)));
}
