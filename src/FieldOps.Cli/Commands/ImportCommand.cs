using System.CommandLine;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Commands;

/// <summary><c>import</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(Screen screen, Surroundings surroundings)
    {
        _ = surroundings;
        return new CommandWithExamples("import", screen.Of("Loads", "导入"));
    }
}
