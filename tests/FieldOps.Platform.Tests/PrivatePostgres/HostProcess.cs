using System.Diagnostics;

namespace FieldOps.Platform.Tests.PrivatePostgres;

/// <summary>A real process that holds a data folder: <see cref="CrashTestProcess"/>.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;

    private HostProcess(Process process) => this.process = process;

    public int Pid => process.Id;

    public static async Task<HostProcess> StartAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(typeof(CrashTestProcess).Assembly.Location);
        start.ArgumentList.Add("hold");
        start.ArgumentList.Add(folder);
        var started = Process.Start(start).ShouldNotBeNull();
        var first = await started.StandardOutput.ReadLineAsync();
        if (!string.Equals(first, "ready", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(await started.StandardError.ReadToEndAsync());
        }

        return new HostProcess(started);
    }

    /// <summary>kill -9, as a crash does: nothing of the process' own runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
