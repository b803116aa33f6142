using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>One real silo as a process of its own: to be killed, paused and stopped.</summary>
internal sealed class SiloProcess : IDisposable
{
    private const string Listening = "Now listening on: ";
    private const int LastCharacters = 4_000;
    private const int SignalStop = 19;
    private const int SignalContinue = 18;
    private const int SignalTerminate = 15;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);
    private readonly Process _process;
    private readonly StringBuilder _said;

    private SiloProcess(string build, Process process, StringBuilder said, Uri address)
    {
        Build = build;
        _process = process;
        _said = said;
        Client = new(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Folder of its build.</summary>
    public string Build { get; }

    /// <summary>Talks to the silo's HTTP API.</summary>
    public HttpClient Client { get; }

    public bool IsGone => _process.HasExited;

    /// <summary>True from when it was asked to end, or ended.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>What it wrote, for a test that fails.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Starts a build of the silo and waits until it is ready to serve.</summary>
    public static async Task<SiloProcess> StartAsync(
        string build,
        string database,
        SiloPorts ports,
        int ordinal,
        params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(build, "FieldOps.Silo.dll"));
        foreach (var (name, value) in Settings(ports, ordinal).Append(("database", database)).Concat(settings))
        {
            start.ArgumentList.Add($"--{name}");
            start.ArgumentList.Add(value);
        }

        var process = Process.Start(start)!;
        var said = new StringBuilder();
        var heard = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ListenAsync(process.StandardError, said, heard);
        _ = ListenAsync(process.StandardOutput, said, heard);
        using var patience = new CancellationTokenSource(s_patience);
        await Task.WhenAny(heard.Task, process.WaitForExitAsync(patience.Token));
        if (!heard.Task.IsCompletedSuccessfully)
        {
            process.Kill();
            throw new InvalidOperationException($"The silo did not start: {said}");
        }

        var silo = new SiloProcess(build, process, said, await heard.Task);
        await silo.ReadyAsync(patience.Token);
        return silo;
    }

    /// <summary>kill -9: nothing of the process' own runs any more.</summary>
    public async Task KillAsync()
    {
        IsLeaving = true;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it in the middle of whatever it does, without its knowing.</summary>
    public void Pause() => Signal(SignalStop);

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal(SignalContinue);

    /// <summary>Asks it to end, as an orchestrator does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        IsLeaving = true;
        Signal(SignalTerminate);
        await GoneAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task GoneAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            var said = Said;
            throw new TimeoutException(
                $"The silo goes on: {said[Math.Max(0, said.Length - LastCharacters)..]}", late);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        Client.Dispose();
        _process.Dispose();
    }

    // A balancer sends nobody before.
    private async Task ReadyAsync(CancellationToken patience)
    {
        try
        {
            while (!await IsReadyAsync(patience))
            {
                await Task.Delay(s_lookAgain, TimeProvider.System, patience);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken patience)
    {
        try
        {
            using var said = await Client.GetAsync("/health/ready", patience);
            return said.IsSuccessStatusCode;
        }
        catch (Exception late) when (late is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Name, string Value)> Settings(SiloPorts ports, int ordinal)
    {
        yield return ("FieldOps:Cluster:Ordinal", Text(ordinal));
        yield return ("FieldOps:Cluster:SiloPort", Text(ports.Silo));
        // Its input is this process': whoever kills the tests leaves no silo behind.
        yield return ("stop-with-input", "true");
        yield return ("FieldOps:Cluster:GatewayPort", "0");
        yield return ("FieldOps:Cluster:HttpPort", Text(ports.Http));
    }

    // A pipe that nobody empties would hold the silo up.
    private static async Task ListenAsync(StreamReader reader, StringBuilder said, TaskCompletionSource<Uri> heard)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (said)
            {
                said.AppendLine(line);
            }

            if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
            {
                heard.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
            }
        }
    }

    private void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} failed: {Marshal.GetLastPInvokeError()}.");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
