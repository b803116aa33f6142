namespace FieldOps.Cli.Api;

/// <summary>What became of a batch.</summary>
/// <param name="Accepted">Items accepted.</param>
/// <param name="Refused">Items refused.</param>
/// <param name="Unknown">Items whose outcome nobody knows.</param>
/// <param name="Items">In the order sent.</param>
public sealed record BatchResult(int Accepted, int Refused, int Unknown, IReadOnlyList<BatchItem> Items)
{
    /// <summary>Items of one batch at most.</summary>
    public const int ItemsMax = 1_000;
}
