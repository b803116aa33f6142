using FieldOps.Cli.Output;

namespace FieldOps.Cli;

/// <summary>A command cannot go on for a reason that the person at the terminal can mend.</summary>
internal sealed class CommandStoppedException(ExitCode exitCode, string code, Text text) : Exception(text.En)
{
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>Stable dotted code.</summary>
    public string Code { get; } = code;

    public Text Text { get; } = text;
}
