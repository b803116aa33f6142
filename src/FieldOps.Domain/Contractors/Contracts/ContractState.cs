using System.Collections.Immutable;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>A contract as its events left it.</summary>
/// <param name="ContractId">The entity's id; empty before the first event.</param>
/// <param name="Code">The contract's code.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Terms">The terms of now; null before the first event.</param>
/// <param name="SignedByOperator">Actor id; null while the operator has not signed.</param>
/// <param name="SignedByContractor">Actor id; null while the contractor has not signed.</param>
/// <param name="Checklist">What it was held to; null before it took effect.</param>
/// <param name="Ends">Its end, and who was told; null before it took effect.</param>
/// <param name="ReviewAt">When it is to be reviewed, UTC; null before it took effect.</param>
/// <param name="ReviewTold">Whether people were told of that.</param>
/// <param name="Review">The review of this term; null while there is none.</param>
/// <param name="Amendment">The amendment that waits for its answer.</param>
/// <param name="AmendmentCount">Amendments proposed so far.</param>
/// <param name="EndedFrom">Ended before its term from here on, UTC.</param>
/// <param name="EndReason">Why.</param>
public sealed record ContractState(
    Guid ContractId,
    string Code,
    ContractStatus Status,
    ContractTerms? Terms,
    string? SignedByOperator,
    string? SignedByContractor,
    ContractChecklist? Checklist,
    Expiry? Ends,
    DateTimeOffset? ReviewAt,
    bool ReviewTold,
    ContractReview? Review,
    ContractAmendment? Amendment,
    int AmendmentCount,
    DateTimeOffset? EndedFrom,
    string? EndReason)
{
    /// <summary>Contracts that it may follow, as they were cleared.</summary>
    public ImmutableArray<RenewalClearing> Cleared { get; init; } = [];

    /// <summary>Terms that an amendment replaced, oldest first, each with the instant of it.</summary>
    public ImmutableArray<EarlierTerms> Earlier { get; init; } = [];

    /// <summary>When the second side signed, UTC; null before, and in snapshots from before it was kept.</summary>
    public DateTimeOffset? TookEffectAt { get; init; }

    /// <summary>When its end was decided, UTC; null without one, and in snapshots from before it was kept.</summary>
    public DateTimeOffset? EndDecidedAt { get; init; }

    /// <summary>Entity type of a contract.</summary>
    public const string EntityType = "contract";

    private static readonly Guid s_space = new("b83c5a0e-41d7-4a66-9a1f-70de2c94f3b5");

    /// <summary>Before the first event.</summary>
    public static ContractState None { get; } = new(
        Guid.Empty, "", ContractStatus.None, null, null, null, null, null, null, false, null, null, 0, null, null);

    /// <summary>When it stops, UTC: its term, or its earlier end; null before the first event.</summary>
    public DateTimeOffset? StopsAt =>
        EndedFrom is { } ended && !(Terms?.Until < ended) ? ended : Terms?.Until;

    /// <summary>The id of the contract with this code.</summary>
    public static Guid IdOf(string tenant, string code) => NameBasedId.Of(s_space, tenant + "/" + code);

    /// <summary>
    /// The terms that had been agreed by an instant and hold at it; null without any. What is signed, changed or ended
    /// later counts from then on, whatever day it names: nobody chooses for a time that has begun. A renewal that is
    /// agreed after the old end goes on with what held before.
    /// </summary>
    public ContractTerms? AgreedAt(DateTimeOffset at)
    {
        var isSigned = Status is ContractStatus.Effective or ContractStatus.Ended && !(TookEffectAt > at);
        var hasEnded = EndedFrom <= at && !(EndDecidedAt > at);
        var terms = Earlier.FirstOrDefault(e => at < e.Until)?.Terms ?? Terms;
        return isSigned && !hasEnded && terms!.From <= at && (at < terms.Until || at < Terms!.Until) ? terms : null;
    }

    /// <summary>Whether an instant lies in its time, whenever it was signed.</summary>
    public bool Covers(DateTimeOffset at) =>
        Status is ContractStatus.Effective or ContractStatus.Ended && Terms!.From <= at && at < StopsAt;

    /// <summary>The terms that had been agreed by an instant, whether or not they are over; null without any.</summary>
    public ContractTerms? AgreedBefore(DateTimeOffset at) =>
        Status is ContractStatus.Effective or ContractStatus.Ended && !(TookEffectAt > at)
            ? Earlier.FirstOrDefault(e => at < e.Until)?.Terms ?? Terms
            : null;
}

/// <summary>Where a contract stands.</summary>
public enum ContractStatus
{
    /// <summary>It does not exist.</summary>
    None,

    /// <summary>Drawn up; nobody signed.</summary>
    Draft,

    /// <summary>One side signed.</summary>
    HalfSigned,

    /// <summary>Both sides signed; in force within its term.</summary>
    Effective,

    /// <summary>Ended before its term.</summary>
    Ended,
}

/// <summary>The two sides of a contract.</summary>
public enum ContractSide
{
    /// <summary>The operator.</summary>
    Operator,

    /// <summary>The contractor.</summary>
    Contractor,
}

/// <summary>A change that one side proposed.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Terms">All terms as they shall be.</param>
/// <param name="Reason">Why.</param>
/// <param name="Renewal">The year's result when it is a renewal.</param>
/// <param name="Side">Who proposed.</param>
/// <param name="ProposedBy">Actor id.</param>
/// <param name="ProposedAt">UTC.</param>
public sealed record ContractAmendment(
    int Number,
    ContractTerms Terms,
    string Reason,
    RenewalResult? Renewal,
    ContractSide Side,
    string ProposedBy,
    DateTimeOffset ProposedAt);

/// <summary>Terms that held until an amendment.</summary>
/// <param name="Terms">What was agreed before.</param>
/// <param name="Until">When the amendment was agreed, UTC.</param>
public sealed record EarlierTerms(ContractTerms Terms, DateTimeOffset Until);

/// <summary>That a contract may follow another on the same lots.</summary>
/// <param name="Predecessor">Code of the other one.</param>
/// <param name="Result">The year's result that it rests on.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record RenewalClearing(string Predecessor, RenewalResult Result, string By, DateTimeOffset At);

/// <summary>The review before a contract's end.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Renew">Whether it is to be renewed.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record ContractReview(string Finding, bool Renew, string By, DateTimeOffset At);
