using System.Net;
using System.Net.Http.Json;
using FieldOps.Host.Tests.Faults;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Telemetry;

/// <summary>What a collector hears of one call: OTLP as it stands on the wire.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Call_WithACollector_ArrivesThereAsTraceAndMeasures()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address));

        collector.ContentTypes.Distinct().ShouldBe(["application/x-protobuf"]);
        // resource_spans(1) or resource_metrics(1), resource(1), attributes(1), value(2), string(1).
        foreach (var path in new[] { "/v1/traces", "/v1/metrics" })
        {
            var texts = collector.At(path).SelectMany(m => m.All(1, 1, 1, 2, 1)).Select(v => v.Text);
            texts.ShouldContain("fieldops", path);
        }

        // scope_spans(2), spans(2): trace_id(1), name(5).
        var spans = collector.At("/v1/traces").SelectMany(m => m.All(1, 2, 2))
            .Select(s => (Trace: s.All(1).Single().Hex, Name: s.All(5).Single().Text)).ToArray();
        spans.Select(s => s.Name).ShouldContain("POST /api/v1/assets");
        Scopes(collector, "/v1/traces").ShouldContain("Microsoft.AspNetCore");
        Scopes(collector, "/v1/traces").ShouldContain("Npgsql");
        spans.ShouldAllBe(s => s.Trace.Length == 32);

        // scope_metrics(2), metrics(2): name(1).
        var measures = collector.At("/v1/metrics").SelectMany(m => m.All(1, 2, 2, 1)).Select(n => n.Text).ToArray();
        measures.ShouldContain("fieldops.log.events");
        measures.ShouldContain("http.server.request.duration");
    }

    [Fact]
    public async Task Call_WithoutACollector_SendsNothing()
    {
        await using var collector = await Collector.StartAsync();
        await RunAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", string.Empty));

        collector.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collector_ThatIsAway_HoldsNobodyUp() =>
        await RunAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"));

    // A host that ends sends what it still has: nothing here waits for a period.
    private async Task RunAsync((string Name, string Value) setting)
    {
        await using var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString,
            Urls = "http://127.0.0.1:0",
            Quiet = true,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [setting.Name] = setting.Value,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "2000",
            },
        });
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/assets")
        {
            Content = JsonContent.Create(FaultsHost.Station("TRACED")),
        };
        request.Headers.Add("Idempotency-Key", "traced");
        (await client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static IEnumerable<string> Scopes(Collector collector, string path) =>
        collector.At(path).SelectMany(m => m.All(1, 2, 1, 1)).Select(n => n.Text);
}
