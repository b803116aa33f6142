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
    /// <summary>Whether both sides have signed the sheet and it is published: nothing changes it silently.</summary>
    public static bool IsFinal(this SignOff signOff, MonthStatus status) =>
        status == MonthStatus.Settled
        || status == (signOff == SignOff.ConfirmThenApprove ? MonthStatus.Published : MonthStatus.Confirmed);
}
