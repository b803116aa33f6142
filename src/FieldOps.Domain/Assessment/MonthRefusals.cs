namespace FieldOps.Domain.Assessment;

/// <summary>Why a contractor month says no.</summary>
public static class MonthRefusals
{
    /// <summary>Nothing happened to this contractor in this month, and nobody froze it.</summary>
    public const string Unknown = "contractor-month.unknown";

    /// <summary>The instant lies outside the month. Facts: <c>month</c>, <c>at</c>.</summary>
    public const string NotThisMonth = "contractor-month.not-this-month";

    /// <summary>The month has not begun. Facts: <c>month</c>, <c>startsAt</c>.</summary>
    public const string NotBegun = "contractor-month.not-begun";

    /// <summary>What is said to have happened lies ahead. Facts: <c>at</c>.</summary>
    public const string NotYet = "contractor-month.not-yet";

    /// <summary>The fact belongs to another contractor. Facts: <c>contractor</c>.</summary>
    public const string OtherContractor = "contractor-month.other-contractor";

    /// <summary>The order ended before, in another way. Facts: <c>number</c>.</summary>
    public const string OrderAlreadyEnded = "contractor-month.order-already-ended";

    /// <summary>A list is full. Facts: <c>list</c>, <c>limit</c>.</summary>
    public const string Full = "contractor-month.full";

    /// <summary>A kind is blank or longer than 60 characters.</summary>
    public const string KindInvalid = "contractor-month.kind-invalid";

    /// <summary>Evidence is blank or longer than 2,000 characters.</summary>
    public const string EvidenceMissing = "contractor-month.evidence-missing";

    /// <summary>Points or levels are outside what the scheme allows. Facts: <c>least</c>, <c>most</c>.</summary>
    public const string PointsOutOfRange = "contractor-month.points-out-of-range";

    /// <summary>
    /// The month is frozen: people must say that their fact comes late, and why. Facts: <c>month</c>, <c>status</c>.
    /// </summary>
    public const string Closed = "contractor-month.closed";

    /// <summary>The month is frozen: it does not run any more. Facts: <c>month</c>, <c>status</c>.</summary>
    public const string NotRunning = "contractor-month.not-running";

    /// <summary>Nothing of this id was marked. Facts: <c>mark</c>.</summary>
    public const string MarkUnknown = "contractor-month.mark-unknown";

    /// <summary>Nothing of this id was read. Facts: <c>reading</c>.</summary>
    public const string ReadingUnknown = "contractor-month.reading-unknown";

    /// <summary>The indicator is none of the closed set. Facts: <c>indicator</c>, <c>known</c>.</summary>
    public const string IndicatorUnknown = "contractor-month.indicator-unknown";

    /// <summary>A reading's figures are outside their bounds. Facts: <c>limit</c>.</summary>
    public const string ReadingOutOfRange = "contractor-month.reading-out-of-range";

    /// <summary>
    /// A reading of an indicator that counts part of a whole has more than the whole. Facts: <c>indicator</c>,
    /// <c>numerator</c>, <c>denominator</c>.
    /// </summary>
    public const string ReadingAboveWhole = "contractor-month.reading-above-whole";

    /// <summary>A work's figures are negative or absurd. Facts: <c>field</c>.</summary>
    public const string WorkInvalid = "contractor-month.work-invalid";

    /// <summary>A cable stands in another work of the month. Facts: <c>cable</c>, <c>work</c>.</summary>
    public const string CableDoubled = "contractor-month.cable-doubled";

    /// <summary>
    /// Visits of this type and speciality are counted from the month's orders, and so are not typed. Facts:
    /// <c>visits</c>, <c>speciality</c>, <c>terms</c>.
    /// </summary>
    public const string VisitsCounted = "contractor-month.visits-counted";

    /// <summary>No work of this id was recorded. Facts: <c>work</c>.</summary>
    public const string WorkUnknown = "contractor-month.work-unknown";

    /// <summary>What a disputed amount shall come to is out of bounds. Facts: <c>least</c>, <c>most</c>.</summary>
    public const string AmountOutOfRange = "contractor-month.amount-out-of-range";

    /// <summary>A reason is blank or longer than 2,000 characters.</summary>
    public const string ReasonMissing = "contractor-month.reason-missing";

    /// <summary>
    /// The month has other rules short of cases than the call knows the months before of. Facts: <c>rules</c>.
    /// </summary>
    public const string RolledOtherwise = "contractor-month.rolled-otherwise";

    /// <summary>
    /// The month has a sheet, and that counts visits by another list than the call, or none. Facts: <c>terms</c>,
    /// which is <c>-</c> where it counts none.
    /// </summary>
    public const string VisitsOtherwise = "contractor-month.visits-otherwise";

    /// <summary>The month has not ended. Facts: <c>endsAt</c>.</summary>
    public const string NotOver = "contractor-month.not-over";

    /// <summary>The scheme lets no order stay open. Facts: <c>count</c>, <c>first</c>.</summary>
    public const string OrdersOpen = "contractor-month.orders-open";

    /// <summary>Frozen at another position. Facts: <c>position</c>.</summary>
    public const string AlreadyFrozen = "contractor-month.already-frozen";

    /// <summary>The facts are not fixed yet.</summary>
    public const string NotFrozen = "contractor-month.not-frozen";

    /// <summary>The scheme cannot be used. Facts: <c>problem</c>.</summary>
    public const string SchemeInvalid = "contractor-month.scheme-invalid";

    /// <summary>The scheme begins after the month. Facts: <c>scheme</c>, <c>effectiveFrom</c>.</summary>
    public const string SchemeNotInForce = "contractor-month.scheme-not-in-force";

    /// <summary>There is no sheet yet.</summary>
    public const string NotComputed = "contractor-month.not-computed";

    /// <summary>The step does not follow the status. Facts: <c>status</c>, <c>wanted</c>.</summary>
    public const string OutOfTurn = "contractor-month.out-of-turn";

    /// <summary>The contractor disputes the sheet. Facts: <c>reason</c>.</summary>
    public const string Disputed = "contractor-month.disputed";

    /// <summary>The contractor has signed. Facts: <c>by</c>.</summary>
    public const string AlreadyConfirmed = "contractor-month.already-confirmed";

    /// <summary>The time to object is over. Facts: <c>until</c>.</summary>
    public const string AppealOver = "contractor-month.appeal-over";

    /// <summary>Sheet and statement have no such line, or the line no such fact. Facts: <c>path</c>.</summary>
    public const string LineUnknown = "contractor-month.line-unknown";

    /// <summary>Nobody objected under this id. Facts: <c>dispute</c>.</summary>
    public const string DisputeUnknown = "contractor-month.dispute-unknown";

    /// <summary>It was decided before. Facts: <c>path</c>.</summary>
    public const string DisputeDecided = "contractor-month.dispute-decided";

    /// <summary>It is to a sheet that was replaced. Facts: <c>path</c>, <c>sheet</c>, <c>current</c>.</summary>
    public const string DisputeOfFormerSheet = "contractor-month.dispute-of-former-sheet";

    /// <summary>Objections are not decided yet. Facts: <c>count</c>.</summary>
    public const string DisputesOpen = "contractor-month.disputes-open";

    /// <summary>Nobody asked to open the month again.</summary>
    public const string ReopeningNotAsked = "contractor-month.reopening-not-asked";

    /// <summary>
    /// So many wishes to open the month again were declined by others since it was last opened. Facts: <c>limit</c>.
    /// </summary>
    public const string ReopeningDeclinedTooOften = "contractor-month.reopening-declined-too-often";

    /// <summary>
    /// So many of its sheets were replaced: it is neither opened again nor computed anew, nor objected to as a whole.
    /// Facts: <c>limit</c>.
    /// </summary>
    public const string SheetsTooMany = "contractor-month.sheets-too-many";

    /// <summary>Two signatures need two people. Facts: <c>by</c>.</summary>
    public const string SamePerson = "contractor-month.same-person";

    /// <summary>No fact came after the freeze that is not corrected for.</summary>
    public const string NothingLate = "contractor-month.nothing-late";

    /// <summary>The sheet seen was replaced. Facts: <c>seen</c>, <c>current</c>.</summary>
    public const string SheetReplaced = "contractor-month.sheet-replaced";

    /// <summary>Only people of this contractor may do this.</summary>
    public const string ContractorOnly = "contractor-month.contractor-only";
}
