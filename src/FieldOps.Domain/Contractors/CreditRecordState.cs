namespace FieldOps.Domain.Contractors;

/// <summary>An entry of the bad-credit list as its events left it.</summary>
/// <param name="Code">Unified social credit code; empty before the first event.</param>
/// <param name="ListedAt">UTC; null before the first event.</param>
/// <param name="Until">No application before it, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">Reference or short statement of the proof.</param>
/// <param name="ByContractor">Code of the entry whose breach led to it.</param>
/// <param name="ListedBy">Actor id.</param>
/// <param name="AppealReason">What the company says against it; null while nothing.</param>
/// <param name="AppealUpheld">What was decided; null while nothing.</param>
/// <param name="AppealAnswer">Why.</param>
public sealed record CreditRecordState(
    string Code,
    DateTimeOffset? ListedAt,
    DateTimeOffset? Until,
    string Reason,
    string Evidence,
    string ByContractor,
    string ListedBy,
    string? AppealReason,
    bool? AppealUpheld,
    string? AppealAnswer)
{
    /// <summary>Before the first event.</summary>
    public static CreditRecordState None { get; } = new("", null, null, "", "", "", "", null, null, null);

    /// <summary>The listing that keeps a company away longest; null without any.</summary>
    public static CreditRecordState? Longest(IEnumerable<CreditRecordState> listings) =>
        listings.Where(l => l.ListedAt is not null).OrderBy(l => l.AppealUpheld == true ? null : l.Until)
            .LastOrDefault();

    /// <summary>Whether it keeps the company away at an instant.</summary>
    public bool IsListedAt(DateTimeOffset at) => AppealUpheld != true && Until is { } until && at < until;
}
