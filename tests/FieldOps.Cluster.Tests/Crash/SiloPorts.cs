using System.Net;
using System.Net.Sockets;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>The first ports of a cluster on this machine.</summary>
/// <param name="Silo">Between silos.</param>
/// <param name="Http">Of the API.</param>
internal sealed record SiloPorts(int Silo, int Http)
{
    // Silos of one machine take ports that follow each other; the ranges are kept this far apart.
    private const int Apart = 40;
    private const int First = 20_000;
    private const int Last = 29_000;

    /// <summary>
    /// Two ranges in which nobody listens now; test processes that run at once begin at different ones.
    /// </summary>
    public static SiloPorts Find()
    {
        var span = (Last - First) / (2 * Apart);
        for (var n = 0; n < span; n++)
        {
            var at = First + ((Environment.ProcessId + n) % span * 2 * Apart);
            if (Enumerable.Range(at, 2 * Apart).All(IsFree))
            {
                return new(at, at + Apart);
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
}
