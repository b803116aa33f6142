using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>What became of a batch: each item has its own outcome, the batch as a whole has none.</summary>
/// <param name="Accepted">Items accepted.</param>
/// <param name="Refused">Items refused.</param>
/// <param name="Unknown">Items whose outcome nobody knows.</param>
/// <param name="Items">In the order sent.</param>
public sealed record BatchAnswer(int Accepted, int Refused, int Unknown, IReadOnlyList<BatchItemOutcome> Items)
{
    /// <summary>Items of a batch at most.</summary>
    public const int ItemsMax = 1000;

    /// <summary>200 with all outcomes; the highest position stands in the header.</summary>
    public static IResult Of(IReadOnlyList<BatchItemOutcome> items)
    {
        var accepted = items.Count(i => i.Outcome == "accepted");
        var refused = items.Count(i => i.Outcome == "refused");
        var position = items.Max(i => i.Position) ?? 0;
        return HttpAnswers.Ok(new BatchAnswer(accepted, refused, items.Count - accepted - refused, items), position);
    }
}
