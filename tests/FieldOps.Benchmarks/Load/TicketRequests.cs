using System.Buffers.Text;
using System.Globalization;
using System.Text;
using FieldOps.Benchmarks.Filling;
using FieldOps.Domain.Kernel;

namespace FieldOps.Benchmarks.Load;

/// <summary>The requests of the intake, the same bytes for every side: each ticket on an asset that has none.</summary>
internal sealed class TicketRequests(Uri address, int assets)
{
    /// <summary>Tickets of one batch.</summary>
    public const int BatchSize = 100;

    private static readonly Guid s_space = new("0b6f6c0e-3f0e-5d0a-8f43-5f2f0a7f1c02");
    private readonly string _occurredAt =
        TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture);

    private int _next;

    /// <summary>A single ticket; null when there is no asset left.</summary>
    public ReadOnlyMemory<byte>? Single()
    {
        var n = Interlocked.Increment(ref _next) - 1;
        return n < assets ? Request("/api/v1/tickets", n, Item(n)) : null;
    }

    /// <summary>A batch; null when there are not enough assets left.</summary>
    public ReadOnlyMemory<byte>? Batch()
    {
        var first = Interlocked.Add(ref _next, BatchSize) - BatchSize;
        if (first + BatchSize > assets)
        {
            return null;
        }

        var items = string.Join(',', Enumerable.Range(first, BatchSize).Select(Item));
        return Request("/api/v1/tickets:batch", first, $$"""{"items":[{{items}}]}""");
    }

    /// <summary>1 for a ticket made.</summary>
    public static int OneAccepted(WireAnswer answer) => answer.Status is 200 or 201 ? 1 : 0;

    /// <summary>The batch's own count.</summary>
    public static int ManyAccepted(WireAnswer answer)
    {
        var at = answer.Body.Span.IndexOf("\"accepted\":"u8);
        return answer.Status == 200 && at >= 0 &&
            Utf8Parser.TryParse(answer.Body.Span[(at + 11)..], out int count, out _) ? count : 0;
    }

    // One line: what becomes a request is measured in characters, and line ends are the wire's own.
    private string Item(int n) =>
        $$"""
        {"assetCode":"{{LogFiller.FreshCode(n)}}","severity":"major","probableCause":"antennaFailure",
        """ + $$"""
        "description":"Bench: no service on two cells","occurredAt":"{{_occurredAt}}"}
        """;

    private ReadOnlyMemory<byte> Request(string path, int n, string body)
    {
        var key = NameBasedId.Of(s_space, path + n.ToString(CultureInfo.InvariantCulture));
        return Encoding.UTF8.GetBytes($"""
            POST {path} HTTP/1.1
            Host: {address.Authority}
            Content-Type: application/json
            X-Actor: bench
            Idempotency-Key: {key:D}
            Content-Length: {Encoding.UTF8.GetByteCount(body)}

            {body}
            """.ReplaceLineEndings("\r\n"));
    }
}
