using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FieldOps.Testing;

/// <summary>
/// The line between one process under test and its PostgreSQL: it can be cut in the middle of anything, and mended. To
/// the database a cut line is a client that died without a goodbye; to the client it is a server that is gone.
/// </summary>
public sealed class DatabaseLine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, byte> ends = new();
    private readonly CancellationTokenSource closing = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<Socket> newSocket;
    private readonly EndPoint server;
    private readonly Task accepting;
    private volatile bool cut;
    private volatile bool deaf;

    /// <summary>Lays a line to the database of the connection string.</summary>
    public DatabaseLine(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString);
        (server, newSocket) = ServerOf(address);
        listener.Start();
        address.Host = "127.0.0.1";
        address.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        ConnectionString = address.ConnectionString;
        accepting = AcceptAsync();
    }

    /// <summary>The same database, over this line.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Breaks every connection; new ones break at once. What the server was told already it goes on with.
    /// </summary>
    public void Cut()
    {
        cut = true;
        foreach (var end in ends.Keys)
        {
            end.Close(timeout: 0);
        }
    }

    /// <summary>
    /// What is asked reaches the server and is done; its answer breaks the connection instead of arriving.
    /// </summary>
    public void LoseAnswers() => deaf = true;

    /// <summary>New connections work again.</summary>
    public void Mend()
    {
        deaf = false;
        cut = false;
    }

    /// <summary>Cuts the line for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Cut();
        listener.Stop();
        await accepting;
        closing.Dispose();
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
    }

    private static (EndPoint, Func<Socket>) ServerOf(NpgsqlConnectionStringBuilder address)
    {
        var host = address.Host!;
        return Path.IsPathRooted(host)
            ? (new UnixDomainSocketEndPoint(Path.Combine(host, $".s.PGSQL.{address.Port}")),
                () => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            : (new DnsEndPoint(host, address.Port), () => new Socket(SocketType.Stream, ProtocolType.Tcp));
    }

    private async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptSocketAsync(closing.Token);
                _ = ServeAsync(client);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var upstream = newSocket();
        ends.TryAdd(client, 0);
        ends.TryAdd(upstream, 0);
        try
        {
            // Looked at after both ends are listed: a cut either sees them or is seen here.
            if (!cut)
            {
                client.NoDelay = true;
                await upstream.ConnectAsync(server);
                await Task.WhenAny(PumpAsync(client, upstream, () => false), PumpAsync(upstream, client, () => deaf));
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // The server is away, or the line was cut while connecting: the client sees its end closed.
        }
        finally
        {
            foreach (var end in new[] { client, upstream })
            {
                ends.TryRemove(end, out _);
                end.Dispose();
            }
        }
    }

    private static async Task PumpAsync(Socket from, Socket to, Func<bool> swallows)
    {
        var bytes = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(bytes) is > 0 and var count && !swallows())
            {
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(bytes.AsMemory(sent, count - sent));
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // Either side has ended: so has this connection.
        }
    }
}
