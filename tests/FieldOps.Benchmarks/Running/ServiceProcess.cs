using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FieldOps.Benchmarks.Running;

/// <summary>
/// A service that a bench runs as a process of its own, ours or a peer's, both started in the same way.
/// </summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_lookAgainAfter = TimeSpan.FromMilliseconds(20);
    // A process that aborts says why in one line, and then where it was in two hundred.
    private const int LinesKept = 400;
    private readonly Process _process;
    private readonly Reaper _reaper;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        _reaper = Reaper.Follow(process.Id);
        Address = address;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>What it said last.</summary>
    public string Said => string.Join(Environment.NewLine, _lines);

    /// <summary>Starts an assembly of this folder; it is told its address by <c>--urls</c>.</summary>
    public static ServiceProcess Start(string assembly, Uri address, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(address.GetLeftPart(UriPartial.Authority));
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        return new(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."), address);
    }

    /// <summary>An address of the loopback that is free now.</summary>
    public static Uri FreeAddress()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }

    /// <summary>Returns when the path answers 200.</summary>
    public async Task ReadyAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < patience)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The service ended with {_process.ExitCode}: {Said}");
            }

            if (await AnswersAsync(client, path, cancellationToken))
            {
                return;
            }

            await Task.Delay(s_lookAgainAfter, TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException($"{Address}{path} was not ready in {patience.TotalSeconds:0} s: {Said}");
    }

    /// <summary>Resident memory now, MB of 1,000,000 bytes.</summary>
    public double ResidentMb() => StatusMb("VmRSS:");

    /// <summary>Highest resident memory so far, MB of 1,000,000 bytes.</summary>
    public double ResidentMbMax() => StatusMb("VmHWM:");

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and kill -9 for one that does not end in half a minute.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
            }
        }

        _reaper.Dispose();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private double StatusMb(string name)
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal));
        var kib = line[name.Length..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim();
        return double.Parse(kib, CultureInfo.InvariantCulture) * 1024 / 1_000_000;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        _lines.Enqueue(line.Data);
        while (_lines.Count > LinesKept)
        {
            _lines.TryDequeue(out _);
        }
    }
}
