using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Api;

/// <summary>A pause with who asked for it, who judged it and what they said.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; absent while it lasts.</param>
/// <param name="Unlimited">True when no limit of count or total applies to it.</param>
/// <param name="UnlimitedUntil">From when on they apply after all; absent: never.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="Verdict">How it was judged.</param>
/// <param name="Escalated">True when it was not judged in time.</param>
/// <param name="JudgedAt">When it was judged last, UTC.</param>
/// <param name="ContractorId">Who led when it was asked for.</param>
/// <param name="EventCode">The declared event that it names.</param>
/// <param name="Bound">The window of that event.</param>
/// <param name="Distances">How far each piece of evidence lies from the asset.</param>
/// <param name="Flags">What whoever judges has to know of the evidence.</param>
/// <param name="JudgeBy">When it escalates.</param>
/// <param name="Request">Who asked, and how; absent to other contractors.</param>
/// <param name="Judgement">Who judged it last; absent while nobody has, and to other contractors.</param>
internal sealed record PauseWhy(
    int Number,
    PauseReason Reason,
    DateTimeOffset From,
    DateTimeOffset? Until,
    bool Unlimited,
    DateTimeOffset? UnlimitedUntil,
    DateTimeOffset RequestedAt,
    PauseVerdict Verdict,
    bool Escalated,
    DateTimeOffset? JudgedAt,
    Guid? ContractorId,
    string? EventCode,
    PauseSpan? Bound,
    ImmutableArray<EvidenceDistance>? Distances,
    ImmutableArray<string>? Flags,
    DateTimeOffset? JudgeBy,
    PauseRequest? Request,
    PauseJudgement? Judgement)
{
    /// <summary>
    /// The pauses of an order, of one that left its own; what people said of them is told to the operator and to whose
    /// they are.
    /// </summary>
    public static ImmutableArray<PauseWhy> Of(
        WorkOrderState state, IReadOnlyList<RecordedEvent> history, Guid? reader) =>
    [
        .. state.Pauses.Where(p => p.ContractorId == reader || OrderDoor.IsVisible(reader, state))
            .Select(p => reader is null || p.ContractorId == reader
                ? Of(p, PauseRequest.Of(p.Number, history), PauseJudgement.Of(p.Number, history))
                : Of(p, null, null)),
    ];

    private static PauseWhy Of(OrderPause p, PauseRequest? request, PauseJudgement? judgement) => new(
        p.Number, p.Reason, p.From, p.Until, p.Unlimited, p.UnlimitedUntil, p.RequestedAt, p.Verdict, p.Escalated,
        p.JudgedAt, p.ContractorId, p.EventCode, p.Bound, p.Distances, p.Flags, p.JudgeBy, request, judgement);
}

/// <summary>How a pause was asked for.</summary>
/// <param name="By">Actor id.</param>
/// <param name="Note">May be empty.</param>
/// <param name="Evidence">Hashes or references.</param>
internal sealed record PauseRequest(string By, string Note, ImmutableArray<string> Evidence)
{
    public static PauseRequest? Of(int number, IEnumerable<RecordedEvent> history) => history
        .Where(e => e.Body is SuspensionRequested r && r.PauseNumber == number)
        .Select(e => (e.By, Body: (SuspensionRequested)e.Body))
        .Select(e => new PauseRequest(e.By.Id, e.Body.Note, e.Body.Evidence)).FirstOrDefault();
}

/// <summary>How a pause was judged last.</summary>
/// <param name="By">Actor id; of a recompute, who approved it.</param>
/// <param name="Approved">False: its time counts after all.</param>
/// <param name="Note">May be empty.</param>
/// <param name="At">UTC.</param>
/// <param name="Recompute">The recompute that judged it; absent where its own verb did.</param>
internal sealed record PauseJudgement(string By, bool Approved, string Note, DateTimeOffset At, Guid? Recompute)
{
    public static PauseJudgement? Of(int number, IEnumerable<RecordedEvent> history) =>
        history.Select(e => Of(number, e)).OfType<PauseJudgement>().LastOrDefault();

    private static PauseJudgement? Of(int number, RecordedEvent happened) => happened.Body switch
    {
        SuspensionDecided e when e.PauseNumber == number => new(e.DecidedBy, e.Approved, e.Note, e.DecidedAt, null),
        OrderRecomputed e when e.Rulings.FirstOrDefault(r => r.PauseNumber == number) is { } ruling =>
            new(e.ApprovedBy, ruling.Approved, e.Reason, e.RecomputedAt, e.RecomputeId),
        _ => null,
    };
}
