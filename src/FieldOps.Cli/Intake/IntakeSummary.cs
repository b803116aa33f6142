namespace FieldOps.Cli.Intake;

/// <summary>What an import came to.</summary>
/// <param name="Kind">Kind of file.</param>
/// <param name="File">The file.</param>
/// <param name="Items">Items read.</param>
/// <param name="Accepted">Items that the host accepted.</param>
/// <param name="Refused">Items that the host refused, or whose outcome stayed unknown.</param>
/// <param name="Problems">Places of the file that could not be read.</param>
/// <param name="DryRun">True when nothing was sent.</param>
internal sealed record IntakeSummary(
    string Kind, string File, long Items, long Accepted, long Refused, long Problems, bool DryRun)
{
    public ExitCode ExitCode => Refused + Problems > 0 ? ExitCode.Refusals : ExitCode.Ok;
}
