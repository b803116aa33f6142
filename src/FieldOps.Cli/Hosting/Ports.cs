using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FieldOps.Cli.Hosting;

/// <summary>The port that the API wants.</summary>
internal static class Ports
{
    public const int Default = 8080;
    public const int Max = 65_535;

    /// <summary>Where the ports between silos of a fleet are looked for.</summary>
    public const int SiloRangeFirst = 21_000;

    /// <summary>Where the API ports of a fleet are looked for when none is named.</summary>
    public const int HttpRangeFirst = 31_000;

    private const int RangeStep = 32;

    public static CommandStoppedException Taken(int port)
    {
        var text = port.ToString(CultureInfo.InvariantCulture);
        return new(
            ExitCode.Environment,
            "port.in-use",
            new(
                $"Port {text} is in use on 127.0.0.1. ./fieldops up --port 0 takes any that is free.",
                $"127.0.0.1 的端口 {text} 已被占用。请另选端口，./fieldops up --port 0 可自动选取空闲端口。"));
    }

    /// <summary>The first of so many free ports in a row.</summary>
    public static int FreeRange(int count, int from)
    {
        var first = from;
        while (!Enumerable.Range(first, count).All(IsFree))
        {
            first += RangeStep;
        }

        return first;
    }

    /// <summary>Looks whether the port can be bound now; 0 always can.</summary>
    public static bool IsFree(int port)
    {
        if (port == 0)
        {
            return true;
        }

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
