using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FieldOps.Testing;

/// <summary>Stands in for a collector: takes OTLP over HTTP and keeps the bytes.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    /// <summary>Bodies by path: <c>/v1/traces</c>, <c>/v1/metrics</c>.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<byte[]>> Bodies { get; } = new(StringComparer.Ordinal);

    public ConcurrentBag<string?> ContentTypes { get; } = [];

    public string Address => _app.Urls.First();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(app);
        app.MapPost("/{**path}", collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>All messages that came to a path.</summary>
    public IEnumerable<Protobuf> At(string path) =>
        Bodies.TryGetValue(path, out var bodies) ? bodies.Select(b => new Protobuf(b)) : [];

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        ContentTypes.Add(request.ContentType);
        Bodies.GetOrAdd(request.Path, _ => new()).Enqueue(body.ToArray());
        return Results.Bytes([], "application/x-protobuf");
    }
}
