using System.Collections.Immutable;
using FieldOps.Platform.Entities;

namespace FieldOps.Platform.Http;

/// <summary>What became of one item of a batch.</summary>
/// <param name="Index">Its place, 0 for the first.</param>
/// <param name="Outcome"><c>accepted</c>, <c>refused</c>, or <c>unknown</c>: send it again with the same key.</param>
/// <param name="Value">The HTTP model of an acceptance.</param>
/// <param name="Version">The entity's version after it.</param>
/// <param name="Position">The log position of its last event; null when nothing was recorded.</param>
/// <param name="Replayed">True when the first answer is given again.</param>
/// <param name="Code">The refusal's code.</param>
/// <param name="TitleEn">English.</param>
/// <param name="TitleZh">Chinese.</param>
/// <param name="Facts">What the refusal is about.</param>
public sealed record BatchItemOutcome(
    int Index,
    string Outcome,
    object? Value = null,
    int? Version = null,
    long? Position = null,
    bool? Replayed = null,
    string? Code = null,
    string? TitleEn = null,
    string? TitleZh = null,
    ImmutableSortedDictionary<string, string>? Facts = null)
{
    /// <summary>
    /// What the item concerns, where the call itself sent no list: the code of a contractor. Absent where it did.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>The outcome of one item out of its entity's answer.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="problems">The map of texts.</param>
    /// <param name="body">The HTTP model of an acceptance; the view itself when null.</param>
    public static BatchItemOutcome From(
        int index, Answer answer, ProblemCatalog problems, Func<Answer.Accepted, object>? body = null)
    {
        switch (answer)
        {
            case Answer.Accepted accepted:
                return new BatchItemOutcome(
                    index,
                    "accepted",
                    body is null ? accepted.View : body(accepted),
                    accepted.Version,
                    accepted.Position == 0 ? null : accepted.Position,
                    accepted.Replayed ? true : null);
            case Answer.Refused refused:
                var text = problems.For(refused.Refusal.Code);
                return new BatchItemOutcome(
                    index,
                    "refused",
                    Code: text.Code,
                    TitleEn: text.En,
                    TitleZh: text.Zh,
                    Facts: refused.Refusal.Facts);
            default:
                var unknown = problems.For(RequestRefusals.UnknownOutcome);
                return new BatchItemOutcome(
                    index, "unknown", Code: unknown.Code, TitleEn: unknown.En, TitleZh: unknown.Zh);
        }
    }
}
