using System.Net;
using FieldOps.Cluster.Tests.Crash;
using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Whole;

/// <summary>Two real silos as a person, a screen and a collector of telemetry see them.</summary>
[Collection(SiloFleet.Collection)]
public sealed class TwoSilosTests : IAsyncLifetime
{
    private const int Stations = 12;
    private TestDatabase _database = null!;
    private Collector _collector = null!;
    private SiloProcess[] _silos = [];

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _collector = await Collector.StartAsync();
        var ports = SiloPorts.Find();
        _silos = await Task.WhenAll(Enumerable.Range(0, 2).Select(ordinal => SiloProcess.StartAsync(
            SiloBuilds.Today,
            _database.ConnectionString,
            ports,
            ordinal,
            // Wherever chance puts them: some entities then live where they are not asked.
            ("FieldOps:Cluster:Placement", "Random"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"))));
    }

    public async Task DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            silo.Dispose();
        }

        await _collector.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Screens_OnEitherSilo_AreToldOfWhatTheOtherDid()
    {
        foreach (var (here, there) in new[] { (0, 1), (1, 0) })
        {
            using var screen = await EventReader.OpenAsync(
                _silos[here].Client, new(HttpMethod.Get, "/api/v1/live?board=assets"));
            // The silo is new to the board, so it is told to look at what is there.
            (await screen.NextAsync()).Data.TryGetProperty("entities", out _).ShouldBeFalse();

            using var made = await FaultLoad.RegisterAsync(_silos[there].Client, $"LIVE-{there}");
            made.StatusCode.ShouldBe(HttpStatusCode.Created);

            var told = (await screen.NextAsync()).Data;
            told.GetProperty("board").GetString().ShouldBe("assets");
            // The screen asks its own silo, which may be behind the one that was asked: the position brings it up.
            using var look = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/assets?q=LIVE-{there}&limit=10");
            look.Headers.Add("X-Wait-Position", told.GetProperty("position").GetRawText());
            using var seen = await _silos[here].Client.SendAsync(look);
            (await seen.Content.ReadAsStringAsync()).ShouldContain($"LIVE-{there}");
        }
    }

    [Fact]
    public async Task Call_ToAnEntityOnTheOtherSilo_IsOneTraceFromHttpThroughTheGrainToSql()
    {
        foreach (var n in Enumerable.Range(0, Stations))
        {
            using var made = await FaultLoad.RegisterAsync(_silos[0].Client, $"TRACED-{n}");
            made.StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        // A silo that ends sends what it still has.
        await Task.WhenAll(_silos.Select(s => s.StopAsync()));

        var spans = Spans().ToDictionary(s => s.Id);
        var sql = spans.Values.Where(s => s.Scope == "Npgsql").Select(s => Path(s, spans)).ToArray();
        // From the innermost outwards: SQL, the batch, the grain's side on one silo, the caller's on another, HTTP.
        sql.Any(IsWhole).ShouldBeTrue(string.Join('\n', sql.Select(p => string.Join(" < ", p.Select(s => s.Name)))));

        // scope_metrics(2), metrics(2): name(1).
        var measures = _collector.At("/v1/metrics").SelectMany(m => m.All(1, 2, 2, 1)).Select(n => n.Text).ToArray();
        measures.ShouldContain("fieldops.log.events");
        measures.ShouldContain("fieldops.boards.told");
        measures.ShouldContain(m => m.StartsWith("orleans-", StringComparison.Ordinal));
    }

    private static bool IsWhole(List<Span> path) =>
        path.Any(s => s.Name == "log.append")
        && path[^1].Name == "POST /api/v1/assets"
        && path.Any(s => s.Scope == "Microsoft.Orleans.Application" && s.Silo == path[0].Silo)
        && path[0].Silo != path[^1].Silo
        && path.All(s => s.Trace == path[0].Trace);

    private static List<Span> Path(Span from, Dictionary<string, Span> spans)
    {
        List<Span> path = [from];
        while (spans.TryGetValue(path[^1].Parent, out var parent))
        {
            path.Add(parent);
        }

        return path;
    }

    // resource_spans(1): resource(1) with attributes(1), scope_spans(2) with scope(1) and spans(2).
    private IEnumerable<Span> Spans() =>
        from resource in _collector.At("/v1/traces").SelectMany(m => m.All(1))
        let silo = resource.All(1, 1).Single(a => a.All(1).Single().Text == "service.instance.id").All(2, 1).Single()
        from scope in resource.All(2)
        let name = scope.All(1, 1).Single().Text
        from span in scope.All(2)
        select new Span(
            silo.Text,
            name,
            span.All(1).Single().Hex,
            span.All(2).Single().Hex,
            span.All(4).SingleOrDefault()?.Hex ?? string.Empty,
            span.All(5).Single().Text);

    private sealed record Span(string Silo, string Scope, string Trace, string Id, string Parent, string Name);
}
