using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Domain.Assessment;

/// <summary>How far a month has come.</summary>
public enum MonthStatus
{
    /// <summary>Takes facts.</summary>
    Open,

    /// <summary>Facts are fixed at a log position; later ones are kept for a correction.</summary>
    Frozen,

    /// <summary>Has a sheet and a statement.</summary>
    Computed,

    /// <summary>The contractor has agreed.</summary>
    Confirmed,

    /// <summary>The contractor has not agreed; a new sheet or its agreement leads on.</summary>
    Disputed,

    /// <summary>The department head has agreed.</summary>
    Approved,

    /// <summary>Shown to the contractor as final.</summary>
    Published,

    /// <summary>Paid out; final unless two people open it again.</summary>
    Settled,

    /// <summary>Every objection is decided: upheld ones wait for the new sheet, else the head approves.</summary>
    Decided,
}

/// <summary>What a status means under an order of the signatures.</summary>
public static class MonthStatuses
{
    /// <summary>
    /// Stored names of the events after which a month may be final that was not, or the other way about, or a final one
    /// has another result. Whoever weighs final results reads these.
    /// </summary>
    public static ImmutableHashSet<string> FinalResultEvents { get; } =
    [
        "contractor-month.sheet-confirmed.v1", "contractor-month.appeal-lapsed.v1",
        "contractor-month.sheet-published.v1", "contractor-month.settled.v1", "contractor-month.reopened.v1",
        "contractor-month.corrected-reopened.v1", "contractor-month.correction-computed.v1",
    ];

    /// <summary>Whether both sides have signed the sheet and it is published: nothing changes it silently.</summary>
    public static bool IsFinal(this SignOff signOff, MonthStatus status) =>
        status == MonthStatus.Settled
        || status == (signOff == SignOff.ConfirmThenApprove ? MonthStatus.Published : MonthStatus.Confirmed);
}
