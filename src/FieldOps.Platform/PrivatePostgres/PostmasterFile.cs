using System.Diagnostics;
using System.Globalization;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>What a running server says of itself in <c>postmaster.pid</c>.</summary>
/// <param name="Pid">Process id of the postmaster.</param>
/// <param name="Port">Port of the socket's name or of the loopback address.</param>
/// <param name="SocketFolder">Folder of the Unix socket; empty when there is none.</param>
/// <param name="IsReady">False while it starts, recovers or stops.</param>
internal sealed record PostmasterFile(int Pid, int Port, string SocketFolder, bool IsReady)
{
    private const int PidLine = 0;
    private const int PortLine = 3;
    private const int SocketFolderLine = 4;
    private const int StatusLine = 7;

    /// <summary>
    /// The folder's server if its process lives; null if there is none, it died, or it is not yet that far.
    /// </summary>
    public static PostmasterFile? OfLiving(string dataFolder)
    {
        var lines = ReadLines(Path.Combine(dataFolder, "postmaster.pid"));
        if (lines.Length <= PidLine
            || !int.TryParse(lines[PidLine], CultureInfo.InvariantCulture, out var pid)
            || !IsPostmasterOf(dataFolder, pid))
        {
            return null;
        }

        var port = lines.Length > PortLine && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var named)
            ? named
            : 0;
        var socketFolder = lines.Length > SocketFolderLine ? lines[SocketFolderLine].Trim() : string.Empty;
        var isReady = lines.Length > StatusLine
            && string.Equals(lines[StatusLine].Trim(), "ready", StringComparison.Ordinal);
        return new PostmasterFile(pid, port, socketFolder, isReady);
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static bool IsPostmasterOf(string dataFolder, int pid)
    {
        // The number may have gone to a stranger since; the command line names the data folder, where it can be read.
        var commandLine = $"/proc/{pid}/cmdline";
        try
        {
            using var process = Process.GetProcessById(pid);
            return Directory.Exists("/proc/self")
                ? File.ReadAllText(commandLine).Split('\0').Contains(dataFolder, StringComparer.Ordinal)
                : process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception cause) when (cause is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
