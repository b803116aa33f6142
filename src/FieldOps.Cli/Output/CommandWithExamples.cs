using System.CommandLine;

namespace FieldOps.Cli.Output;

/// <summary>A command whose help shows how it is used.</summary>
internal sealed class CommandWithExamples(string name, string description, params string[] examples)
    : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
