using System.Collections.Concurrent;
using FieldOps.Platform.Config;
using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>A call that was cut or not answered well.</summary>
/// <param name="Build">Folder of the build that was asked.</param>
/// <param name="What">Which silo, which call, and the answer.</param>
internal sealed record Missed(string Build, string What)
{
    /// <summary>True when it was answered that the outcome is not known: whoever asks again finds out.</summary>
    public bool IsUnknownOutcome => What.Contains("platform.unknown-outcome", StringComparison.Ordinal);
}

/// <summary>Three real silos on loopback, and callers that go to whichever answers.</summary>
internal sealed class SiloFleet(string database, FaultLoad load, CrewLoad crews, ShortAcceptance policies)
    : IAsyncDisposable
{
    public const int Count = 3;

    /// <summary>Tests of real silos run one after another: two fleets at once measure the machine.</summary>
    public const string Collection = "silo processes";

    // Deadlines come due before, while and after something befalls the silos.
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_over = TimeSpan.FromSeconds(45);

    private readonly SiloPorts _ports = SiloPorts.Find();
    private readonly SiloProcess?[] _silos = new SiloProcess?[Count];

    // Those replaced too: callers may still hold on to them.
    private readonly ConcurrentBag<SiloProcess> _started = [];
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<Missed> _lost = new();
    private Task _loading = Task.CompletedTask;
    private int _acknowledged;
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SiloProcess this[int ordinal] => _silos[ordinal]!;

    /// <summary>Calls that were cut or not answered well by a silo that nobody had asked to end.</summary>
    public IReadOnlyCollection<Missed> Lost => _lost;

    /// <summary>Which build runs; today's at first.</summary>
    public string Build { get; set; } = SiloBuilds.Today;

    /// <summary>Starts three.</summary>
    /// <param name="database">Address.</param>
    /// <param name="load">What they will be asked.</param>
    /// <param name="crews">Who works some of the orders.</param>
    /// <param name="policies">The rule sets.</param>
    /// <param name="build">Folder of the build; today's when absent.</param>
    public static async Task<SiloFleet> StartAsync(
        string database, FaultLoad load, CrewLoad crews, ShortAcceptance policies, string? build = null)
    {
        var fleet = new SiloFleet(database, load, crews, policies) { Build = build ?? SiloBuilds.Today };
        await fleet.StartAllAsync();
        return fleet;
    }

    /// <summary>
    /// Starts all side by side, as an orchestrator does: one brings the database up to date. A silo that came back
    /// alone would first have to find out that the others of before are gone.
    /// </summary>
    public Task StartAllAsync() => Task.WhenAll(Enumerable.Range(0, Count).Select(StartAsync));

    public async Task StartAsync(int ordinal)
    {
        var started = await SiloProcess.StartAsync(
            Build, database, _ports, ordinal, (PolicyFolder.PathKey, policies.Of(Build)));
        _started.Add(started);
        _silos[ordinal] = started;
    }

    /// <summary>
    /// Begins the load: every report, and every step of an order, goes to the silos in turn until one acknowledges it.
    /// </summary>
    public async Task LoadAsync()
    {
        try
        {
            await load.RegisterStationsAsync(this[0].Client);
            await load.DispatchAllAsync(this[0].Client);
            await load.RaiseAlarmsAsync(this[0].Client, s_soon, s_over);
        }
        catch
        {
            // A test that does not begin is not ended either: its silos would stay.
            End();
            throw;
        }

        _loading = Task.WhenAll(
            load.ReportAsync(n => this[n % Count].Client, Told, Miss, _end.Token),
            crews.WorkAsync(n => this[n % Count].Client, Miss, _end.Token));
    }

    /// <summary>Waits until that many reports are acknowledged.</summary>
    public async Task AcknowledgedAsync(int count)
    {
        while (true)
        {
            var told = Volatile.Read(ref _told);
            if (Volatile.Read(ref _acknowledged) >= count)
            {
                return;
            }

            await told.Task.WaitAsync(TimeSpan.FromMinutes(3));
        }
    }

    /// <summary>Waits until every report is acknowledged and every order that is worked is archived.</summary>
    public Task LoadedAsync() => _loading.WaitAsync(TimeSpan.FromMinutes(5));

    /// <summary>The port by which the others know a silo.</summary>
    public int PortOf(int ordinal) => _ports.Silo + ordinal;

    public Task KillAsync(int ordinal) => this[ordinal].KillAsync();

    public Task KillAllAsync() => Task.WhenAll(_silos.Select(s => s!.KillAsync()));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _loading;
        }
        finally
        {
            End();
            _end.Dispose();
        }
    }

    private void End()
    {
        foreach (var silo in _started)
        {
            silo.Dispose();
        }
    }

    private void Miss(HttpClient client, string what)
    {
        if (_started.Single(s => s.Client == client) is { IsLeaving: false } silo)
        {
            _lost.Enqueue(new(silo.Build, $"{silo.Client.BaseAddress}: {what}"));
        }
    }

    private void Told(int count)
    {
        Volatile.Write(ref _acknowledged, count);
        Interlocked.Exchange(ref _told, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
