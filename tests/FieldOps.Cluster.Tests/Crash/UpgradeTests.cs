using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>An older build and today's side by side on one database, under load, one silo after another.</summary>
[Collection(SiloFleet.Collection)]
public sealed class UpgradeTests : IAsyncLifetime
{
    private const int Stations = 900;
    private const int Watched = 150;

    // What a pod is given to end, of k8s/base/silos.yaml.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(90);

    private readonly FaultLoad _load = new(Stations, Watched);
    private TestDatabase _database = null!;
    private SiloFleet _fleet = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _fleet = await SiloFleet.StartAsync(_database.ConnectionString, _load, SiloBuilds.Old());
        await _fleet.LoadAsync();
    }

    public async Task DisposeAsync()
    {
        await _fleet.DisposeAsync();
        await _database.DisposeAsync();
    }

    [OldSiloFact]
    public async Task Silos_ReplacedOneByOneUnderLoad_LoseAndDoubleNothing()
    {
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
        var after = new Aftermath(_database.ConnectionString, _load);
        await after.QuietAsync();
        _load.Acknowledged.Count.ShouldBe(Stations);
        await after.AcknowledgedAreThereAsync(_fleet[0].Client);
        await after.EachOnceAsync(Stations + Watched);
        await after.ProjectionsEqualARebuildAsync();
    }
}
