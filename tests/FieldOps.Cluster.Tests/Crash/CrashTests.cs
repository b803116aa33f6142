using System.Globalization;
using FieldOps.Platform.PrivatePostgres;
using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>
/// Three real silos under load, and what can befall them. Afterwards every acknowledged command is there once, every
/// deadline fired once in effect, and the read models equal a rebuild from zero.
/// </summary>
[Collection(SiloFleet.Collection)]
public sealed class CrashTests : IAsyncLifetime, IDisposable
{
    private const string PauseVariable = "FIELDOPS_TEST_PAUSE_SECONDS";
    private const string SeedVariable = "FIELDOPS_TEST_SEED";

    // By the others' own heartbeats, and until they have declared the silo dead.
    private const int PauseSecondsDefault = 60;
    private const int Stations = 900;
    private const int Watched = 150;

    private static readonly int s_seed = Number(SeedVariable, 1);
    private readonly string _folder = Path.Combine(
        Path.GetTempPath(), $"fieldops-crash-{Environment.ProcessId}-{Guid.NewGuid():N}");
    private readonly FaultLoad _load = new(Stations, Watched);
    private readonly ShortAcceptance _policies = new();
    private readonly CrewLoad _crews;
    private PrivateCluster _postgres = null!;
    private SiloFleet _fleet = null!;

    public CrashTests() => _crews = new(_load, s_seed);

    public async Task InitializeAsync()
    {
        _postgres = await PrivateCluster.StartAsync(new PrivateClusterOptions(_folder));
        ServerReaper.Follow(_folder);
        _fleet = await SiloFleet.StartAsync(_postgres.ConnectionString, _load, _crews, _policies);
        await _fleet.LoadAsync();
    }

    public async Task DisposeAsync()
    {
        await _fleet.DisposeAsync();
        await _postgres.DisposeAsync();
        await PrivateCluster.DiscardAsync(_folder);
    }

    public void Dispose() => _policies.Dispose();

    [Fact]
    public async Task Silos_KilledOneAfterAnotherUnderLoad_LoseAndDoubleNothing()
    {
        foreach (var (ordinal, acknowledged) in Order().Zip([Stations / 6, Stations / 3, Stations / 2]))
        {
            await _fleet.AcknowledgedAsync(acknowledged);
            await _fleet.KillAsync(ordinal);
            await _fleet.StartAsync(ordinal);
        }

        await JudgeAsync();
    }

    [Fact]
    public async Task AllSilos_KilledUnderLoad_LoseAndDoubleNothing()
    {
        await _fleet.AcknowledgedAsync(Stations / 3);
        await _fleet.KillAllAsync();
        await _fleet.StartAllAsync();

        await JudgeAsync();
    }

    [Fact]
    public async Task Database_RestartedUnderLoad_LosesAndDoublesNothing()
    {
        await _fleet.AcknowledgedAsync(Stations / 3);
        await _postgres.StopAsync(default);
        await _postgres.DisposeAsync();
        _postgres = await PrivateCluster.StartAsync(new PrivateClusterOptions(_folder));

        await JudgeAsync();
    }

    [Fact]
    public async Task Silo_PausedUntilOthersTookOver_DoublesNothingWhenItGoesOn()
    {
        var paused = Order()[0];
        await _fleet.AcknowledgedAsync(Stations / 4);
        var after = new Aftermath(_postgres.ConnectionString, _load);
        _fleet[paused].Pause();
        await after.OthersLivedOnAsync(_fleet.PortOf(paused), Number(PauseVariable, PauseSecondsDefault));
        await after.DeclaredDeadAsync(_fleet.PortOf(paused));
        _fleet[paused].Resume();

        // It learns of it and ends; its place is taken anew, as the launcher does.
        await _fleet[paused].GoneAsync();
        await _fleet.StartAsync(paused);

        await JudgeAsync();
    }

    private async Task JudgeAsync()
    {
        await _fleet.LoadedAsync();
        var after = new Aftermath(_postgres.ConnectionString, _load);
        await after.EveryLimitPassedAsync(Stations + Watched);
        await after.QuietAsync();

        _load.Acknowledged.Count.ShouldBe(Stations);
        await after.AcknowledgedAreThereAsync(_fleet[Order()[1]].Client);
        await after.EachOnceAsync(Stations + Watched);
        var untaken = Stations + Watched - _crews.Orders;
        await after.LimitsFiredOnceAsync(untaken, laddered: untaken);
        await new CrewAftermath(_postgres.ConnectionString, _crews).JudgeAsync(_fleet[Order()[1]].Client);
        await after.ProjectionsEqualARebuildAsync();
    }

    // Chance only chooses who is hit; the seed repeats it.
#pragma warning disable CA5394
    private static int[] Order()
    {
        int[] order = [.. Enumerable.Range(0, SiloFleet.Count)];
        new Random(s_seed).Shuffle(order);
        return order;
    }
#pragma warning restore CA5394

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
