using System.Text.Json;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Tests;

/// <summary>What one run of the command line said.</summary>
internal sealed record CliRun(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as JSON lines.</summary>
    public IReadOnlyList<JsonElement> Json =>
    [
        .. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement),
    ];
}

/// <summary>Runs the command line in this process, with an environment of its own.</summary>
internal static class Cli
{
    public static Task<CliRun> RunAsync(params string[] args) => RunAsync([], args);

    public static async Task<CliRun> RunAsync(Dictionary<string, string> environment, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(
            args, new Surroundings(output, error, environment.GetValueOrDefault, IsTerminal: false));
        return new(code, output.ToString(), error.ToString());
    }
}
