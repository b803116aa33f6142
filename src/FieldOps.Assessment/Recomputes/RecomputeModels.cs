using FieldOps.Domain.Contractors;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Assessment.Recomputes;

/// <summary>What is asked for.</summary>
internal sealed record RecomputeBody(string Reason, RecomputeScopeBody Scope, RecomputeChangeBody Change)
{
    /// <param name="tenant">Operator company.</param>
    /// <param name="id">Of the recompute.</param>
    /// <param name="events">The declared events that orders are to follow, by code.</param>
    public RequestRecompute ToCommand(
        string tenant, Guid id, IReadOnlyDictionary<string, DeclaredNow> events) => new(
        id,
        Reason,
        new RecomputeScope(
            Scope.From,
            Scope.To,
            [.. (Scope.Contractors ?? []).Select(c => ContractorIds.Contractor(tenant, c))],
            [.. Scope.AssetClasses ?? []],
            Scope.PinnedPolicy is { } pinned ? new RuleVersion(pinned.Id, pinned.Version ?? 0) : null),
        new RecomputeChange(
            Change.SlaPolicy,
            [.. Change.Calendars ?? []],
            [
                .. (Change.Orders ?? []).Select(o => new OrderChange(
                    o.OrderId,
                    new OrderCorrection(o.Severity, o.AreaClass, o.Tags is null ? null : [.. o.Tags]),
                    [.. o.Pauses ?? []])
                {
                    Outside = o.ToOutside(events),
                }),
            ]));
}

/// <summary>Which orders, by the instant of the trouble; contractors by code.</summary>
internal sealed record RecomputeScopeBody(
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<string>? Contractors = null,
    IReadOnlyList<string>? AssetClasses = null,
    PinnedPolicyBody? PinnedPolicy = null);

/// <summary>The limit matrix that orders ran under; without a version, any of its versions.</summary>
internal sealed record PinnedPolicyBody(string Id, int? Version = null);

/// <summary>What is changed.</summary>
internal sealed record RecomputeChangeBody(
    RuleVersion? SlaPolicy = null,
    IReadOnlyList<RuleVersion>? Calendars = null,
    IReadOnlyList<OrderChangeBody>? Orders = null);

/// <summary>
/// One order: another priority, area, contracts by tag, judgement of pauses; of an ended one, codes of declared events
/// that it follows as they stand now, and clocks that are suppressed or restored.
/// </summary>
internal sealed record OrderChangeBody(
    Guid OrderId,
    string? Severity = null,
    string? AreaClass = null,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<PauseRuling>? Pauses = null,
    IReadOnlyList<string>? DeclaredEvents = null,
    IReadOnlyList<Domain.Sla.ClockKind>? SuppressClocks = null,
    IReadOnlyList<Domain.Sla.ClockKind>? RestoreClocks = null)
{
    public OutsideChange? ToOutside(IReadOnlyDictionary<string, DeclaredNow> events)
    {
        var change = new OutsideChange(
            [.. (DeclaredEvents ?? []).Distinct(StringComparer.Ordinal).Select(c => events[c].For(OrderId))],
            [.. (SuppressClocks ?? []).Distinct().Order()],
            [.. (RestoreClocks ?? []).Distinct().Order()]);
        return change.SaysSomething() ? change : null;
    }
}

/// <summary>The digest that was read.</summary>
internal sealed record RecomputeApprovalBody(string Digest);

/// <summary>Why it ends.</summary>
internal sealed record RecomputeCancelBody(string Reason);

/// <summary>A recompute with its progress.</summary>
internal sealed record RecomputeModel(
    Guid RecomputeId,
    RecomputeStatus Status,
    string Reason,
    RecomputeScope Scope,
    RecomputeChange Change,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    RecomputeProgressModel? Progress,
    RecomputeTotals? Totals,
    string? Digest,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    long? Applied,
    long? Skipped,
    DateTimeOffset? EndedAt,
    string? CancelReason)
{
    public static RecomputeModel Of(RecomputeState state, RecomputeProgressModel? progress) => new(
        state.RecomputeId, state.Status, state.Reason, state.Scope!, state.Change!, state.RequestedBy,
        state.RequestedAt, progress, state.Totals, state.Digest, state.ApprovedBy, state.ApprovedAt, state.Applied,
        state.Skipped, state.EndedAt, state.CancelReason);
}

/// <summary>How far: <c>scan</c>, <c>months</c>, <c>ready</c>, <c>apply</c>, <c>done</c>.</summary>
internal sealed record RecomputeProgressModel(string Phase, long Done, long Total)
{
    public static RecomputeProgressModel? Of(RecomputeProgress? run) =>
        run is null ? null : new(run.Phase, run.Done, run.Total);
}

/// <summary>
/// An order that changes for a party: the one that has it, or one that left with a share of it; or, with a code, one
/// that nothing can be said of, or that refused.
/// </summary>
internal sealed record RecomputeOrderModel(
    Guid OrderId,
    string Number,
    Guid? ContractorId,
    string Month,
    bool Ended,
    int Breaks,
    int Mends,
    IReadOnlyList<RecomputeClockModel> Clocks,
    string? Code)
{
    public static RecomputeOrderModel Of(Difference order)
    {
        var (before, after) = IntervalPack.ReadVerdicts(order.Facts);
        return new RecomputeOrderModel(
            order.OrderId, order.Number, order.ContractorId == Guid.Empty ? null : order.ContractorId, order.Month,
            order.Ended, order.Breaks, order.Mends,
            [
                .. before.Select(b => b.Clock).Union(after.Select(a => a.Clock)).Select(clock =>
                    new RecomputeClockModel(
                        clock,
                        VerdictModel.Of(before.Where(b => b.Clock == clock)),
                        VerdictModel.Of(after.Where(a => a.Clock == clock)))),
            ],
            order.Code);
    }
}

/// <summary>One clock before and after; null where there is none.</summary>
internal sealed record RecomputeClockModel(Domain.Sla.ClockKind Clock, VerdictModel? Before, VerdictModel? After);

/// <summary>How a clock stands.</summary>
internal sealed record VerdictModel(int LimitMinutes, Domain.Sla.ClockOutcome Outcome, long ElapsedMs)
{
    public static VerdictModel? Of(IEnumerable<ClockVerdict> verdicts) => verdicts
        .Select(v => new VerdictModel(v.LimitMinutes, v.Outcome, (long)v.Elapsed.TotalMilliseconds))
        .FirstOrDefault();
}

/// <summary>
/// A contractor month before and after. Status <c>none</c>: it does not exist; any other than <c>open</c>: it is frozen
/// and changes through a correction alone.
/// </summary>
internal sealed record RecomputeMonthModel(
    Guid ContractorId,
    string ContractorCode,
    string Month,
    string Status,
    int Orders,
    int Breaks,
    int Mends,
    decimal? ScoreBefore,
    decimal? ScoreAfter,
    decimal? TotalCnyBefore,
    decimal? TotalCnyAfter);
