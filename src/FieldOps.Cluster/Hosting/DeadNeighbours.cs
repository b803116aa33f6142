using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Npgsql;
using SiloOptions = FieldOps.Platform.Config.Silo.SiloOptions;

namespace FieldOps.Cluster.Hosting;

/// <summary>
/// Before a silo joins, declares those dead that the membership has as active at its own address and at whose port
/// nobody listens: their process is gone, and who would else find out is gone with it. Where all silos of a machine
/// were killed, each new one would wait for the others' rows to grow old, and take the new silo at a port for the one
/// that died there. A silo that is only slow, or paused, still listens.
/// </summary>
internal sealed partial class DeadNeighbours(
    NpgsqlDataSource database, SiloOptions options, ILogger<DeadNeighbours> logger) : IHostedService
{
    // Of the same machine: whoever listens answers at once.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private const string Active = """
        select Port, Generation from orleans.OrleansMembershipTable
        where DeploymentId = $1 and Address = $2 and Status = 3 order by Port, Generation
        """;

    // As every change of the membership: together with the turn of its version.
    private const string Bury = """
        with turned as (
            update orleans.OrleansMembershipVersionTable
            set Version = Version + 1, Timestamp = clock_timestamp() where DeploymentId = $1
            returning 1)
        update orleans.OrleansMembershipTable m set Status = 6
        from turned, unnest($3, $4) d(port, generation)
        where m.DeploymentId = $1 and m.Address = $2 and m.Port = d.port and m.Generation = d.generation
        """;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var gone = new List<(int Port, int Generation)>();
        foreach (var silo in await ActiveAsync(cancellationToken))
        {
            if (await IsRefusedAsync(silo.Port, cancellationToken))
            {
                gone.Add(silo);
            }
        }

        if (gone.Count > 0)
        {
            await BuryAsync(gone, cancellationToken);
            var silos = string.Join(", ", gone);
            Buried(logger, silos);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<List<(int Port, int Generation)>> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Active);
        command.Parameters.Add(new() { Value = options.ClusterId });
        command.Parameters.Add(new() { Value = options.AdvertisedAddress });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var active = new List<(int Port, int Generation)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            active.Add((rows.GetInt32(0), rows.GetInt32(1)));
        }

        return active;
    }

    private async Task BuryAsync(List<(int Port, int Generation)> gone, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Bury);
        command.Parameters.Add(new() { Value = options.ClusterId });
        command.Parameters.Add(new() { Value = options.AdvertisedAddress });
        command.Parameters.Add(new() { Value = gone.Select(s => s.Port).ToArray() });
        command.Parameters.Add(new() { Value = gone.Select(s => s.Generation).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<bool> IsRefusedAsync(int port, CancellationToken cancellationToken)
    {
        using var probe = new TcpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            await probe.ConnectAsync(IPAddress.Parse(options.AdvertisedAddress), port, patience.Token);
            return false;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
