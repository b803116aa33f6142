using System.Diagnostics;
using System.Globalization;
using FieldOps.Cli.Api;
using FieldOps.Cli.Output;
using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Cli.Hosting;

/// <summary>Starts the host as a process of its own, without the terminal, and waits until it is ready.</summary>
internal sealed class HostLaunch(HostSettings settings)
{
    public const string LogFileName = "host.log";

    // Bytes; one older file is kept beside it.
    private const long LogBytesMax = 16 * 1024 * 1024;
    private const int LogTailCharacters = 2_000;

    // Recovery after a crash may replay some GB of PostgreSQL's log before the host can begin.
    private static readonly TimeSpan s_startWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(50);

    // A session of its own where the system has setsid, so that neither Ctrl-C nor a closed terminal reaches the host.
    private const string Detach = """
        log=$1; shift
        if command -v setsid >/dev/null 2>&1; then set -- setsid "$@"; else set -- nohup "$@"; fi
        "$@" </dev/null >>"$log" 2>&1 &
        echo $!
        """;

    private string Log => Path.Combine(settings.DataFolder, LogFileName);

    /// <summary>Returns its address and process id.</summary>
    /// <exception cref="CommandStoppedException">It did not start: its own reason.</exception>
    public async Task<(Uri Url, int Pid)> RunAsync(CancellationToken cancellationToken)
    {
        DataFolders.Create(settings.DataFolder);
        if (File.Exists(Log) && new FileInfo(Log).Length > LogBytesMax)
        {
            File.Move(Log, Path.Combine(settings.DataFolder, "host.1.log"), overwrite: true);
        }

        var report = Path.Combine(
            settings.DataFolder,
            string.Create(CultureInfo.InvariantCulture, $"start-{Environment.ProcessId}.json"));
        File.Delete(report);
        try
        {
            var pid = await StartAsync(report, cancellationToken);
            var url = await AwaitAsync(pid, report, cancellationToken);
            return (url, pid);
        }
        finally
        {
            File.Delete(report);
        }
    }

    private async Task<int> StartAsync(string report, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Detach, "sh", Log, .. Program(), .. Arguments(report)])
        {
            start.ArgumentList.Add(argument);
        }

        if (settings.Database is { } database)
        {
            // Every user of the machine can read another's command line; its environment they cannot.
            start.Environment[DatabaseChoice.EnvironmentVariable] = database;
        }

        using var shell = Process.Start(start)!;
        var said = await shell.StandardOutput.ReadToEndAsync(cancellationToken);
        await shell.WaitForExitAsync(cancellationToken);
        return int.Parse(said.Trim(), CultureInfo.InvariantCulture);
    }

    // The muxer with this program's assembly, or the assembly's own executable.
    private static string[] Program()
    {
        var self = Environment.ProcessPath!;
        var assembly = typeof(HostLaunch).Assembly.Location;
        return string.Equals(Path.GetFileNameWithoutExtension(self), "dotnet", StringComparison.Ordinal)
            || assembly.Length > 0
            ? [DotnetOf(self), assembly]
            : [self];
    }

    /// <summary>The words that start another assembly of ours.</summary>
    public static string[] Muxer() => [DotnetOf(Environment.ProcessPath!)];

    // A test runner hosts this assembly in its own executable; the muxer is found the way the runtime tells.
    private static string DotnetOf(string self)
    {
        if (string.Equals(Path.GetFileNameWithoutExtension(self), "dotnet", StringComparison.Ordinal))
        {
            return self;
        }

        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var muxer = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        return File.Exists(muxer) ? muxer : "dotnet";
    }

    private IEnumerable<string> Arguments(string report)
    {
        yield return "up";
        yield return "--foreground";
        yield return "--data-folder";
        yield return settings.DataFolder;
        yield return "--port";
        yield return settings.Port.ToString(CultureInfo.InvariantCulture);
        yield return "--engine";
        yield return settings.Engine.Name;
        yield return "--silos";
        yield return settings.Engine.Silos.ToString(CultureInfo.InvariantCulture);
        yield return "--start-report";
        yield return report;
        if (settings.SimulatedFrom is { } from)
        {
            yield return "--simulated-clock";
            yield return from.ToString("O", CultureInfo.InvariantCulture);
        }

        yield return Screen.PlainOption;
    }

    private async Task<Uri> AwaitAsync(int pid, string report, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_lookEvery);
        var began = Stopwatch.GetTimestamp();
        FieldOpsClient? client = null;
        try
        {
            do
            {
                if (client is null && StartReport.Read(report) is { } said)
                {
                    client = new FieldOpsClient(UrlOf(said));
                }

                if (client is not null && await client.IsReadyAsync(cancellationToken))
                {
                    return client.Host;
                }

                if (!Processes.IsAlive(pid) && StartReport.Read(report) is null or { ExitCode: 0 })
                {
                    throw Died();
                }
            }
            while (Stopwatch.GetElapsedTime(began) < s_startWithin
                && await timer.WaitForNextTickAsync(cancellationToken));
            throw Late(pid);
        }
        finally
        {
            client?.Dispose();
        }
    }

    private static Uri UrlOf(StartReport said) => said is { ExitCode: 0, Url: { } url }
        ? new Uri(url)
        : throw new CommandStoppedException(
            (ExitCode)said.ExitCode,
            said.Code ?? "host.start-failed",
            new(said.En ?? string.Empty, said.Zh ?? string.Empty));

    private CommandStoppedException Died() => new(
        ExitCode.Environment,
        "host.start-failed",
        new($"The host ended while it started. {Tail()}", $"主机在启动过程中退出。{Tail()}"));

    private CommandStoppedException Late(int pid) => new(
        ExitCode.Environment,
        "host.start-late",
        new(
            $"The host (pid {pid}) is not ready after {s_startWithin.TotalMinutes} minutes. Its log: {Log}",
            $"主机（pid {pid}）在 {s_startWithin.TotalMinutes} 分钟后仍未就绪。日志：{Log}"));

    private string Tail()
    {
        var text = File.Exists(Log) ? File.ReadAllText(Log) : string.Empty;
        return $"{Log}: {text[Math.Max(0, text.Length - LogTailCharacters)..].Trim()}";
    }
}
