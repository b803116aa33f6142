using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace FieldOps.Cli.Output;

/// <summary><c>--version</c>: one line that scripts can read.</summary>
internal sealed class VersionText(TextWriter output) : SynchronousCommandLineAction
{
    /// <summary>Version of the product, with the commit where the build knew it.</summary>
    public static string Version { get; } =
        typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0.0.0";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        output.WriteLine($"fieldops {Version}");
        return (int)ExitCode.Ok;
    }
}
