using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>An older build and today's side by side on one database, under load, one silo after another.</summary>
[Collection(SiloFleet.Collection)]
public sealed class UpgradeTests : IAsyncLifetime, IDisposable
{
    private const int Stations = 900;
    private const int Watched = 150;
    private const int Seed = 1;

    // Of some 2,000 calls; up to 6 were seen.
    private const int OldUnknownMost = 12;

    // What a pod is given to end, of k8s/base/silos.yaml.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(90);

    private readonly FaultLoad _load = new(Stations, Watched);
    private readonly ShortAcceptance _policies = new();
    private readonly CrewLoad _crews;
    private TestDatabase _database = null!;
    private SiloFleet? _fleet;

    public UpgradeTests() => _crews = new(_load, Seed);

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync()
    {
        if (_fleet is not null)
        {
            await _fleet.DisposeAsync();
        }

        await _database.DisposeAsync();
    }

    public void Dispose() => _policies.Dispose();

    // Silos that old do not ask again what a silo that ends turns away. They tell their callers to do so, who do.
    [OldSiloFact(OldSilo.Oldest)]
    public async Task SilosOfTheOldestRelease_ReplacedOneByOneUnderLoad_LoseAndDoubleNothing()
    {
        await RollOutAsync(SiloBuilds.Of(OldSilo.Oldest));

        var told = _fleet!.Lost.Where(l => l.Build != SiloBuilds.Today && l.IsUnknownOutcome).ToArray();
        told.Length.ShouldBeLessThanOrEqualTo(OldUnknownMost);
        _fleet.Lost.Except(told).ShouldBeEmpty();
        await JudgeAsync(_fleet[0].Client);
    }

    [OldSiloFact(OldSilo.Nearest)]
    public Task SilosOfTheNearestRelease_ReplacedOneByOneUnderLoad_LoseAndDoubleNothing() =>
        RollOutUnnoticedAsync(SiloBuilds.Of(OldSilo.Nearest));

    [Fact]
    public Task SilosOfToday_ReplacedOneByOneUnderLoad_LoseAndDoubleNothing() =>
        RollOutUnnoticedAsync(SiloBuilds.Today);

    // Whoever was not on the silo that was told to end has noticed nothing.
    private async Task RollOutUnnoticedAsync(string from)
    {
        await RollOutAsync(from);
        _fleet!.Lost.ShouldBeEmpty();
        await JudgeAsync(_fleet[0].Client);
    }

    private async Task RollOutAsync(string from)
    {
        _fleet = await SiloFleet.StartAsync(_database.ConnectionString, _load, _crews, _policies, from);
        await _fleet.LoadAsync();
        _fleet.Build = SiloBuilds.Today;
        for (var ordinal = 0; ordinal < SiloFleet.Count; ordinal++)
        {
            await _fleet.AcknowledgedAsync((ordinal + 1) * Stations / 5);
            var asked = TimeProvider.System.GetTimestamp();
            await _fleet[ordinal].StopAsync();
            TimeProvider.System.GetElapsedTime(asked).ShouldBeLessThan(s_grace);
            await _fleet.StartAsync(ordinal);
        }

        await _fleet.LoadedAsync();
    }

    private async Task JudgeAsync(HttpClient client)
    {
        var after = new Aftermath(_database.ConnectionString, _load);
        await after.EveryLimitPassedAsync(Stations + Watched);
        await after.QuietAsync();
        _load.Acknowledged.Count.ShouldBe(Stations);
        await after.AcknowledgedAreThereAsync(client);
        await after.EachOnceAsync(Stations + Watched);
        await after.LimitsFiredOnceAsync(Stations + Watched - _crews.Orders, await after.LadderedAsync());
        await new CrewAftermath(_database.ConnectionString, _crews).JudgeAsync(client);
        await after.ProjectionsEqualARebuildAsync();
    }
}
