using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Exits;

/// <summary>An exit as its events left it.</summary>
/// <param name="ContractorId">The contractor; empty before the first event.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Kind">Kind of exit.</param>
/// <param name="Service">Service that it ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="Plan">The plan.</param>
/// <param name="NoticeMonths">Months of notice.</param>
/// <param name="ReplacementFirst">Whether every lot needs a successor.</param>
/// <param name="LeftoversOpen">What is not closed yet.</param>
/// <param name="DraftedBy">Actor id.</param>
/// <param name="NoticeUntil">Service continues until then, UTC; null before the start.</param>
public sealed record ExitState(
    Guid ContractorId,
    string ContractorCode,
    ExitStage Stage,
    ExitKind Kind,
    string Service,
    string Reason,
    string Plan,
    int NoticeMonths,
    bool ReplacementFirst,
    ImmutableArray<string> LeftoversOpen,
    string DraftedBy,
    DateTimeOffset? NoticeUntil)
{
    /// <summary>Entity type of an exit.</summary>
    public const string EntityType = "contractor-exit";

    /// <summary>The reactor that passes shares on: who asks what a lot still holds waits for it.</summary>
    public const string SharesPassedBy = "exits-to-lots";

    /// <summary>Who takes over, by lot.</summary>
    public ImmutableArray<LotReplacement> Replacements { get; init; } = [];

    /// <summary>When orders and shares were handed over last, UTC; null before.</summary>
    public DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>Before the first event.</summary>
    public static ExitState None { get; } = new(
        Guid.Empty, "", ExitStage.None, ExitKind.Voluntary, "", "", "", 0, false, [], "", null);

    /// <summary>The id of a contractor's exit: it leaves once, or comes back under another code.</summary>
    public static Guid IdOf(Guid contractorId) => NameBasedId.Of(contractorId, EntityType);
}

/// <summary>How far an exit has come.</summary>
public enum ExitStage
{
    /// <summary>Nobody thinks of it, or a draft was turned down.</summary>
    None,

    /// <summary>The plan is drawn up.</summary>
    Drafted,

    /// <summary>The department agreed.</summary>
    Decided,

    /// <summary>The notice runs; service continues.</summary>
    Started,

    /// <summary>Gone.</summary>
    Completed,
}

/// <summary>Why an exit says no.</summary>
public static class ExitRefusals
{
    /// <summary>No exit was drafted.</summary>
    public const string Unknown = "contractor-exit.unknown";

    /// <summary>The step does not follow. Facts: <c>stage</c>.</summary>
    public const string OutOfTurn = "contractor-exit.out-of-turn";

    /// <summary>A text is blank or longer than 1,000 characters.</summary>
    public const string TextMissing = "contractor-exit.text-missing";

    /// <summary>Only the operator, or for a voluntary exit the contractor itself.</summary>
    public const string NotAllowed = "contractor-exit.not-allowed";

    /// <summary>Who drafted the plan does not decide it. Facts: <c>by</c>.</summary>
    public const string SamePerson = "contractor-exit.same-person";

    /// <summary>Not one of the exit's leftovers. Facts: <c>leftover</c>.</summary>
    public const string LeftoverUnknown = "contractor-exit.leftover-unknown";

    /// <summary>The lot does not name the leaving contractor. Facts: <c>lot</c>.</summary>
    public const string LotNotHeld = "contractor-exit.lot-not-held";

    /// <summary>
    /// The replacement is the leaving contractor itself, not registered, or takes no orders. Facts: <c>contractor</c>.
    /// </summary>
    public const string ReplacementUnfit = "contractor-exit.replacement-unfit";

    /// <summary>The lot went to another already. Facts: <c>lot</c>, <c>contractor</c>.</summary>
    public const string LotHandedOver = "contractor-exit.lot-handed-over";

    /// <summary>The notice runs. Facts: <c>until</c>.</summary>
    public const string NoticeRunning = "contractor-exit.notice-running";

    /// <summary>It holds open orders. Facts: <c>count</c>, <c>first</c>.</summary>
    public const string OrdersOpen = "contractor-exit.orders-open";

    /// <summary>Lots still name it. Facts: <c>lots</c>.</summary>
    public const string LotsOpen = "contractor-exit.lots-open";

    /// <summary>Lots were left to nobody. Facts: <c>lots</c>.</summary>
    public const string ReplacementMissing = "contractor-exit.replacement-missing";

    /// <summary>Complaints or arrears are open. Facts: <c>leftovers</c>.</summary>
    public const string LeftoversOpen = "contractor-exit.leftovers-open";

    /// <summary>Months are not settled. Facts: <c>months</c>.</summary>
    public const string MonthsUnsettled = "contractor-exit.months-unsettled";

    /// <summary>Something came late to months, and nothing has counted it. Facts: <c>months</c>.</summary>
    public const string LateFacts = "contractor-exit.late-facts";
}
