using System.Diagnostics;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>What a finished program said: its exit code and both of its outputs, trimmed.</summary>
internal sealed record ProgramResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>
/// Runs one program to its end in a known environment: the caller's locale, PG* variables and current folder change
/// nothing, and no shell is between.
/// </summary>
internal static class ProgramRun
{
    // PATH finds the programs' own helpers, LD_LIBRARY_PATH the libraries of a PostgreSQL outside the system folders.
    private static readonly string[] KeptVariables = ["PATH", "LD_LIBRARY_PATH", "TMPDIR"];

    public static async Task<ProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Describe(program, arguments) };
        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Only the program itself: the children of pg_ctl are the server, which must never be killed unasked.
            process.Kill();
            throw;
        }

        return new ProgramResult(process.ExitCode, $"{await output}{await errors}".Trim());
    }

    private static ProcessStartInfo Describe(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // An unprivileged user may not be allowed to stand in the folder that the host was started from.
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var name in KeptVariables)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        return start;
    }
}
