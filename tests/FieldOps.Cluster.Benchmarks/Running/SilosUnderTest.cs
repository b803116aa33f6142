using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Cluster.Benchmarks.Running;

/// <summary>Some silos as processes of their own, on one database.</summary>
internal sealed class SilosUnderTest : IAsyncDisposable
{
    private const string Assembly = "FieldOps.Silo.dll";
    private const int Apart = 40;
    private static readonly TimeSpan s_startWithin = TimeSpan.FromMinutes(5);
    private readonly ServiceProcess[] _silos;
    private readonly string _database;
    private readonly int _ports;

    private SilosUnderTest(int count, string database)
    {
        (_silos, _database, _ports) = (new ServiceProcess[count], database, FreePorts());
    }

    public IReadOnlyList<ServiceProcess> Processes => _silos;

    public IReadOnlyList<Uri> Addresses => [.. _silos.Select(s => s.Address)];

    public string Database => _database;

    /// <summary>Starts them; returns when all are ready and their consumers are at the end of the log.</summary>
    public static async Task<SilosUnderTest> StartAsync(int count, string database, CancellationToken cancellationToken)
    {
        var silos = new SilosUnderTest(count, database);
        try
        {
            // The first brings the database up to date.
            silos.Launch(0);
            await silos.ReadyAsync(0, cancellationToken);
            for (var n = 1; n < count; n++)
            {
                silos.Launch(n);
            }

            for (var n = 1; n < count; n++)
            {
                await silos.ReadyAsync(n, cancellationToken);
            }

            await silos.CaughtUpAsync(cancellationToken);
            return silos;
        }
        catch
        {
            await silos.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one and waits for nothing.</summary>
    public void Launch(int ordinal) => _silos[ordinal] = ServiceProcess.Start(
        Assembly,
        ServiceProcess.FreeAddress(),
        "--database", _database,
        "--FieldOps:Cluster:Ordinal", Text(ordinal),
        "--FieldOps:Cluster:SiloPort", Text(_ports),
        "--FieldOps:Cluster:HttpPort", Text(_ports + Apart),
        "--FieldOps:Cluster:GatewayPort", "0");

    /// <summary>Returns when one is ready.</summary>
    public Task ReadyAsync(int ordinal, CancellationToken cancellationToken) =>
        _silos[ordinal].ReadyAsync("/health/ready", s_startWithin, cancellationToken);

    /// <summary>Returns when every consumer of the cluster is at the end of the log.</summary>
    public async Task CaughtUpAsync(CancellationToken cancellationToken)
    {
        await using var log = new LogWatch(_database, _silos[0].Address);
        await log.CaughtUpAsync(progress: null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos.Where(s => s is not null))
        {
            await silo.DisposeAsync();
        }
    }

    private static int FreePorts()
    {
        for (var at = 30_000 + (Environment.ProcessId % 100 * 100); at < 60_000; at += 100)
        {
            if (Enumerable.Range(at, 8).Concat(Enumerable.Range(at + Apart, 8)).All(IsFree))
            {
                return at;
            }
        }

        throw new InvalidOperationException("No free ports.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
