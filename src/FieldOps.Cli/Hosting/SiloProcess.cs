using System.Diagnostics;
using System.Globalization;
using FieldOps.Cli.Api;
using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Cli.Hosting;

/// <summary>One silo: started, watched, started again when it ends by itself, stopped.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    // Joining a cluster whose silos were all killed waits for their rows to grow old.
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_againAfter = TimeSpan.FromSeconds(1);

    // Longer than a silo's own limit for draining and handing over.
    private static readonly TimeSpan s_endWithin = TimeSpan.FromSeconds(60);

    private readonly EditionStart _start;
    private readonly string _connectionString;
    private readonly int _ordinal;
    private readonly int _siloPort;
    private readonly CancellationTokenSource _stop = new();
    private Process? _process;
    private Task _watching = Task.CompletedTask;

    private SiloProcess(EditionStart start, string connectionString, int ordinal, int httpPort, int siloPort)
    {
        (_start, _connectionString, _ordinal, _siloPort) = (start, connectionString, ordinal, siloPort);
        Address = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{httpPort}/"));
    }

    /// <summary>Where its API listens.</summary>
    public Uri Address { get; }

    private string Log => Path.Combine(
        _start.DataFolder, string.Create(CultureInfo.InvariantCulture, $"silo-{_ordinal}.log"));

    /// <summary>The silos of a start, none of them running, each with ports of its own.</summary>
    public static SiloProcess[] Plan(EditionStart start, string connectionString)
    {
        var siloPort = Ports.FreeRange(start.Engine.Silos, Ports.SiloRangeFirst);
        var httpPort = start.Port > 0 ? start.Port : Ports.FreeRange(start.Engine.Silos, Ports.HttpRangeFirst);
        return
        [
            .. Enumerable.Range(0, start.Engine.Silos)
                .Select(n => new SiloProcess(start, connectionString, n, httpPort + n, siloPort)),
        ];
    }

    /// <summary>Starts it, and waits until it is a member of the cluster and serves.</summary>
    /// <exception cref="CommandStoppedException">It ended, or was not ready in time.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = Launch();
        await ReadyAsync(cancellationToken);
        _watching = WatchAsync();
    }

    /// <summary>Asks it to drain and end; ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        if (_process is not { HasExited: false } running)
        {
            return;
        }

        await Processes.AskToEndAsync(running.Id, CancellationToken.None);
        using var patience = new CancellationTokenSource(s_endWithin);
        try
        {
            await running.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            running.Kill();
        }
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true, UseShellExecute = false,
        };
        foreach (var argument in (string[])
            ["-c", """log=$1; shift; exec "$@" >>"$log" 2>&1""", "sh", Log, .. HostLaunch.Muxer(), .. Arguments()])
        {
            start.ArgumentList.Add(argument);
        }

        // Every user of the machine can read another's command line; its environment they cannot.
        start.Environment[DatabaseChoice.EnvironmentVariable] = _connectionString;
        return Process.Start(start)!;
    }

    private IEnumerable<string> Arguments()
    {
        yield return _start.Engine.SiloProgram!;
        yield return $"--urls={Address.AbsoluteUri.TrimEnd('/')}";
        yield return Setting("SiloPort", _siloPort);
        yield return Setting("HttpPort", Ports.HttpRangeFirst);
        yield return Setting("GatewayPort", 0);
        yield return Setting("Ordinal", _ordinal);
        yield return "--stop-with-input=true";
        if (_start.SimulatedFrom is { } from)
        {
            yield return $"--simulated-start={from.ToString("O", CultureInfo.InvariantCulture)}";
        }
    }

    private static string Setting(string name, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"--FieldOps:Cluster:{name}={value}");

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new FieldOpsClient(Address);
        using var timer = new PeriodicTimer(s_lookEvery);
        var began = Stopwatch.GetTimestamp();
        while (!await client.IsReadyAsync(cancellationToken))
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(began) > s_readyWithin)
            {
                throw new CommandStoppedException(
                    ExitCode.Environment,
                    "silo.start-failed",
                    new($"Silo {_ordinal} did not start. Its log: {Log}", $"节点 {_ordinal} 未能启动。日志：{Log}"));
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    // A silo that learns that it was declared dead ends itself; so does one that crashes. Either is needed again.
    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await _process!.WaitForExitAsync(_stop.Token);
                await Task.Delay(s_againAfter, TimeProvider.System, _stop.Token);
                _process.Dispose();
                _process = Launch();
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop: what runs is ended by whoever told.
        }
    }
}
