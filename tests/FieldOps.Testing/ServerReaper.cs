using System.Collections.Concurrent;
using System.Diagnostics;

namespace FieldOps.Testing;

/// <summary>
/// Ends a server of the test process and removes its folder after the process, however that ended. The test runner
/// gives a finished process a tenth of a second before it kills it, too little to stop a server from within.
/// </summary>
public static class ServerReaper
{
    // Its input is a pipe that only this process holds: it ends when the process does, by exit or by kill.
    private const string Script =
        """
        trap '' INT TERM HUP
        cat >/dev/null 2>&1
        pid=$(head -n 1 "$1/postgres/data/postmaster.pid" 2>/dev/null)
        if [ -n "$pid" ]; then
          kill -QUIT "$pid" 2>/dev/null
          while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
        fi
        rm -rf -- "$1"
        """;

    // Held, for their inputs end when nobody holds them any more.
    private static readonly ConcurrentBag<Process> Following = [];

    /// <summary>Follows the private cluster of a folder, whichever server runs in it at the end.</summary>
    public static void Follow(string dataFolder)
    {
        var start = new ProcessStartInfo("sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["-c", Script, "server-reaper", dataFolder])
        {
            start.ArgumentList.Add(argument);
        }

        Following.Add(
            Process.Start(start) ?? throw new InvalidOperationException("sh could not be started."));
    }
}
