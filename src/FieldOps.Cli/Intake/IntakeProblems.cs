using FieldOps.Import;

namespace FieldOps.Cli.Intake;

/// <summary>What stops an import before its first line.</summary>
internal static class IntakeProblems
{
    /// <summary>One of our own documents beside the file cannot be used.</summary>
    public static CommandStoppedException Unusable(ProblemList problems) => new(
        ExitCode.Usage,
        problems.Items[0].Code,
        new(
            string.Join(" ", problems.Items.Select(p => p.TextEn)),
            string.Join(" ", problems.Items.Select(p => p.TextZh))));
}
