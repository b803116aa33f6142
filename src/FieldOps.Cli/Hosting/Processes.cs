using System.Diagnostics;
using System.Globalization;

namespace FieldOps.Cli.Hosting;

/// <summary>Other processes of this machine.</summary>
internal static class Processes
{
    public static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Resident memory in bytes; null when the process is gone or another user's.</summary>
    public static long? ResidentBytes(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.WorkingSet64;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Asks a process to end (SIGTERM). False when it is gone or another user's.</summary>
    public static async Task<bool> AskToEndAsync(int pid, CancellationToken cancellationToken)
    {
        // The runtime itself can only kill; the signal that lets a host drain is sent by the system's own program.
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("kill -TERM \"$1\"");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(pid.ToString(CultureInfo.InvariantCulture));
        using var kill = Process.Start(start)!;
        await kill.WaitForExitAsync(cancellationToken);
        return kill.ExitCode == 0;
    }
}
