using System.Diagnostics;
using System.Globalization;
using System.Text;
using FieldOps.Cluster.Tests.Crash;

namespace FieldOps.Cluster.Tests.Whole;

/// <summary>The command line as a process of its own, with the silo that was built beside these tests.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly Task _listening;

    public CliProcess(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(SiloBuilds.Today, "FieldOps.Cli.dll"));
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Remove("FIELDOPS_DATABASE");
        start.Environment["FIELDOPS_SILO"] = Path.Combine(SiloBuilds.Today, "FieldOps.Silo.dll");
        _process = Process.Start(start)!;
        _listening = Task.WhenAll(ListenAsync(_process.StandardOutput), ListenAsync(_process.StandardError));
    }

    /// <summary>What it wrote so far.</summary>
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

    /// <summary>Waits until it has ended; gives its exit code.</summary>
    public async Task<int> EndAsync(CancellationToken patience)
    {
        await _process.WaitForExitAsync(patience);
        await _listening;
        return _process.ExitCode;
    }

    /// <summary>
    /// The silo of an ordinal that runs under it now, and where that listens; null when there is none.
    /// </summary>
    public (int Pid, Uri Address)? Silo(int ordinal)
    {
        var mine = string.Create(CultureInfo.InvariantCulture, $"--FieldOps:Cluster:Ordinal={ordinal}");
        foreach (var pid in Children())
        {
            var words = WordsOf(pid);
            if (words.Contains(mine) && words.FirstOrDefault(w => w.StartsWith("--urls=", StringComparison.Ordinal))
                is { } urls)
            {
                return (pid, new Uri(urls["--urls=".Length..]));
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private int[] Children() =>
    [
        .. Directory.EnumerateDirectories($"/proc/{_process.Id}/task")
            .SelectMany(t => Read(Path.Combine(t, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(p => int.Parse(p, CultureInfo.InvariantCulture)),
    ];

    private static string[] WordsOf(int pid) => Read($"/proc/{pid}/cmdline").Split('\0');

    // A process may end while it is looked at.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    // A pipe that nobody empties would hold it up.
    private async Task ListenAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_said)
            {
                _said.AppendLine(line);
            }
        }
    }
}
