namespace FieldOps.Cli.Intake;

/// <summary>One thing to send.</summary>
/// <param name="Line">Line of the file that it comes from.</param>
/// <param name="Body">Its JSON shape.</param>
/// <param name="Target">What the host asks one after the other: an alarm's asset. Null when nothing waits.</param>
/// <param name="Code">Its own code, where a further call has to name it.</param>
/// <param name="Standing">The standing to put a contractor in afterwards; null for none.</param>
internal sealed record IntakeItem(
    int Line, object Body, string? Target = null, string? Code = null, string? Standing = null);
