using System.Diagnostics;
using System.Globalization;

namespace FieldOps.Benchmarks.Running;

/// <summary>
/// Ends a service after the bench that started it, however that ended: a bench that is killed disposes of nothing.
/// </summary>
internal sealed class Reaper : IDisposable
{
    // Its input is a pipe that only the bench holds: a line says that all is well, an end without one that it is gone.
    // Then the service gets half a minute to stop, as it does otherwise.
    private const string Script =
        """
        trap '' INT TERM HUP
        read -r word && exit 0
        kill -TERM "$1" 2>/dev/null
        tenths=0
        while kill -0 "$1" 2>/dev/null && [ "$tenths" -lt 300 ]; do
          sleep 0.1
          tenths=$((tenths + 1))
        done
        kill -KILL "$1" 2>/dev/null
        """;

    private readonly Process _process;

    private Reaper(Process process) => _process = process;

    /// <summary>Begins to watch; the caller disposes of it when the service has ended.</summary>
    public static Reaper Follow(int service)
    {
        var start = new ProcessStartInfo(
            "sh", ["-c", Script, "bench-reaper", service.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new(Process.Start(start) ?? throw new InvalidOperationException("sh did not start."));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.WriteLine("ended");
            _process.StandardInput.Close();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
