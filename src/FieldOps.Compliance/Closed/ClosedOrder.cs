using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// An order that has ended, as figures count it, or what a party that left an order answers for: its clocks, but not
/// the order. Later outcomes of the same replace it.
/// </summary>
internal sealed record ClosedOrder
{
    public required Facet Facet { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>0: the order itself; 1 and up: of parties that left, in the order of their ids.</summary>
    public short Part { get; init; }

    public required string Number { get; init; }

    public required Guid AssetId { get; init; }

    public required string AssetCode { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required bool FalseReply { get; init; }

    /// <summary>Dispatch to acceptance, without absences; null when it was not accepted.</summary>
    public long? AcceptSeconds { get; init; }

    /// <summary>
    /// Acceptance to restoration by the party that restored, without its absences; null when one of them is not known.
    /// </summary>
    public long? RepairSeconds { get; init; }

    /// <summary>Trouble to restoration; null when no service was restored.</summary>
    public long? OutageSeconds { get; init; }

    /// <summary>
    /// Begun days since the asset's trouble before this one, of the same kind of work; null for none within
    /// <see cref="RepeatDays.Max"/>.
    /// </summary>
    public int? DaysSinceLast { get; init; }

    public ImmutableArray<ClosedClock> Clocks { get; init; } = [];

    public EntityKey Key => new(Facet.Tenant, WorkOrderEntity.TypeName, OrderId);

    /// <summary>The row's key.</summary>
    public (EntityKey Key, short Part) Row => (Key, Part);

    /// <summary>Whether it is the order, which is counted once, whoever left it.</summary>
    public bool IsOrder => Part == 0;

    public bool IsArchived => !Grounds.NotArchived.Contains(Facet.Ground);

    /// <summary>Whether repeats count from it as from the other: to the microsecond, as rows hold instants.</summary>
    public bool IsSameTrouble(ClosedOrder other) =>
        (AssetId, Facet.WorkKind, IsArchived) == (other.AssetId, other.Facet.WorkKind, other.IsArchived)
        && OccurredAt.UtcTicks / TimeSpan.TicksPerMicrosecond
            == other.OccurredAt.UtcTicks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Clocks with a verdict, as bits.</summary>
    public short Mask(Func<ClosedClock, bool> which)
    {
        var mask = 0;
        foreach (var clock in Clocks)
        {
            mask |= which(clock) ? (ushort)clock.Bit : 0;
        }

        return (short)mask;
    }

    /// <summary>All that is counted of an order as its state says: itself once it has ended, and every share of it.
    /// </summary>
    public static IEnumerable<ClosedOrder> RowsOf(
        string tenant, Guid orderId, WorkOrderState state, TimeZoneInfo zone) =>
    [
        .. new[] { Of(tenant, orderId, state, zone) }.OfType<ClosedOrder>(),
        .. state.Shares.OrderBy(s => s.Outcome.ContractorId)
            .Select((s, at) => OfShare(tenant, state, zone, s) with { Part = (short)(at + 1) }),
    ];

    /// <summary>The order as its state says; null while it has not ended.</summary>
    public static ClosedOrder? Of(string tenant, Guid orderId, WorkOrderState state, TimeZoneInfo zone)
    {
        if (!state.HasEnded || state.Origin is not { } origin)
        {
            return null;
        }

        return state.Outcome is { } outcome
            ? Archived(tenant, orderId, state, outcome, zone)
            : new ClosedOrder
            {
                Facet = FacetOf(
                    tenant, state, zone, state.Lead?.ContractorId ?? Guid.Empty,
                    state.Status == OrderStatus.Cancelled ? Grounds.Cancelled : Grounds.Refused),
                OrderId = orderId,
                Number = origin.Number,
                AssetId = origin.Asset.AssetId,
                AssetCode = origin.Asset.Code,
                OccurredAt = origin.OccurredAt,
                EndedAt = state.EndedAt ?? origin.OccurredAt,
                FalseReply = state.FalseReply,
            };
    }

    private static ClosedOrder Archived(
        string tenant, Guid orderId, WorkOrderState state, OrderOutcome outcome, TimeZoneInfo zone)
    {
        var order = new ClosedOrder
        {
            Facet = FacetOf(tenant, state, zone, outcome.ContractorId, outcome.Attribution),
            OrderId = orderId,
            Number = outcome.Number,
            AssetId = outcome.AssetId,
            AssetCode = state.Origin!.Asset.Code,
            OccurredAt = outcome.OccurredAt,
            EndedAt = state.EndedAt ?? outcome.OccurredAt,
            FalseReply = state.FalseReply || outcome.FalseReply,
        };
        var counted = order.With(
            outcome, outcome.Restoration ?? state.RestoredBefore, state.Past?.Away, state.Suppressed.Contains);
        return state.Shares.IsEmpty ? counted : counted.WithoutThoseOf(state.Shares);
    }

    // A clock that a party had stopped when it left, and that never ran for who followed, is counted of the former.
    private ClosedOrder WithoutThoseOf(ImmutableArray<OrderShare> shares)
    {
        var stopped = shares.SelectMany(s => Stopped(s.Outcome)).Select(c => c.Clock).ToHashSet();
        return this with { Clocks = [.. Clocks.Where(c => c.StartedAt is not null || !stopped.Contains(c.Clock))] };
    }

    private static ClosedOrder OfShare(string tenant, WorkOrderState state, TimeZoneInfo zone, OrderShare share)
    {
        var (origin, outcome) = (state.Origin!, share.Outcome);
        return new ClosedOrder
        {
            Facet = new Facet
            {
                Tenant = tenant,
                Month = MonthOf(outcome.OccurredAt, zone),
                Region = outcome.Region,
                County = outcome.County,
                AssetClass = outcome.AssetClass,
                Severity = origin.Severity,
                ContractorId = outcome.ContractorId,
                ContractorCode = state.Assignments
                    .FirstOrDefault(a => a.ContractorId == outcome.ContractorId)?.ContractorCode ?? string.Empty,
                LotId = outcome.LotId ?? Guid.Empty,
                WorkKind = outcome.WorkKind,
                Ground = outcome.Attribution,
            },
            OrderId = outcome.OrderId,
            Number = outcome.Number,
            AssetId = outcome.AssetId,
            AssetCode = origin.Asset.Code,
            OccurredAt = outcome.OccurredAt,
            EndedAt = share.Milestones.EndedAt ?? outcome.OccurredAt,
            FalseReply = outcome.FalseReply || state.IsFalseReplier(outcome.ContractorId),
            Clocks = [.. Stopped(outcome).Select(c => Clock(c, state.Suppressed.Contains(c.Clock)))],
        };
    }

    // What a party had not stopped when it left goes with the order.
    private static IEnumerable<ClockResult> Stopped(OrderOutcome share) =>
        share.Clocks.Where(c => c.StoppedAt is not null);

    // Service is back for whoever restored it. Outcomes from before that was kept tell it by their own clocks alone.
    private ClosedOrder With(
        OrderOutcome outcome,
        EarlierRestoration? restoration,
        ImmutableArray<PauseSpan>? away,
        Func<ClockKind, bool> isSuppressed)
    {
        var accepted = outcome.Clocks.FirstOrDefault(c => c.Clock == ClockKind.Accept);
        var known = restoration is { Milestone: MilestoneKind.ServiceRestored } ? restoration : null;
        var restored = known?.CountedAt ?? RestoredAt(outcome);
        return this with
        {
            AcceptSeconds = Seconds(accepted?.StartedAt, accepted?.StoppedAt, away),
            RepairSeconds = Seconds(known is null ? accepted?.StoppedAt : known.AcceptedAt, restored, known?.Away),
            OutageSeconds = Seconds(outcome.OccurredAt, restored),
            Clocks = [.. outcome.Clocks.Select(c => Clock(c, isSuppressed(c.Clock)))],
        };
    }

    /// <summary>
    /// The order after a recompute, without its history; null where the row cannot tell it: of a clock that is not
    /// judged and was before, or was not there, only the order knows why, and so of clocks that are suppressed or
    /// restored by it, of a restoration that the outcome does not name, and of an acceptance after an absence.
    /// </summary>
    public ClosedOrder? After(OrderRecomputed happened)
    {
        if (!IsArchived || happened.Outcome is not { } outcome || happened.Outside is not null
            || (OutageSeconds is not null && outcome.Restoration is null && RestoredAt(outcome) is null)
            || AcceptSeconds != AcceptedAfter(outcome)
            || !outcome.Clocks.All(c => HasVerdict(c) || Clocks.Any(k => k.Clock == c.Clock && !k.IsJudged)))
        {
            return null;
        }

        var order = this with
        {
            Facet = new Facet
            {
                Tenant = Facet.Tenant,
                Month = Facet.Month,
                Region = outcome.Region,
                County = outcome.County,
                AssetClass = outcome.AssetClass,
                Severity = happened.Facts.Severity ?? Facet.Severity,
                ContractorId = outcome.ContractorId,
                ContractorCode = Facet.ContractorCode,
                LotId = outcome.LotId ?? Guid.Empty,
                WorkKind = outcome.WorkKind,
                Ground = outcome.Attribution,
            },
            FalseReply = outcome.FalseReply,
        };
        return order.With(
            outcome, outcome.Restoration, null,
            c => Clocks.Any(k => k.Clock == c && k.Verdict == ClockVerdict.Suppressed));
    }

    private static long? AcceptedAfter(OrderOutcome outcome) =>
        outcome.Clocks.FirstOrDefault(c => c.Clock == ClockKind.Accept) is { } accept
            ? Seconds(accept.StartedAt, accept.StoppedAt)
            : null;

    private static DateTimeOffset? RestoredAt(OrderOutcome outcome) =>
        outcome.Clocks.FirstOrDefault(c => c.Clock == ClockKind.Restore)?.StoppedAt;

    // A claim may lie before what it follows: such a span counts as none.
    private static long? Seconds(
        DateTimeOffset? from, DateTimeOffset? to, ImmutableArray<PauseSpan>? away = null) =>
        from is { } start && to is { } end
            ? (long)ClockCalculator.RunningBetween(start, end, away ?? []).TotalSeconds
            : null;

    private static bool HasVerdict(ClockResult clock) =>
        clock is { Outcome: ClockOutcome.OnTime or ClockOutcome.Late, StartedAt: not null };

    private static ClosedClock Clock(ClockResult clock, bool suppressed) => new(
        clock.Clock,
        (HasVerdict(clock), clock.Outcome, suppressed) switch
        {
            (true, ClockOutcome.OnTime, _) => ClockVerdict.OnTime,
            (true, _, _) => ClockVerdict.Late,
            (_, _, true) => ClockVerdict.Suppressed,
            _ => ClockVerdict.NotNeeded,
        },
        clock.StartedAt,
        clock.StoppedAt,
        clock.DueAt,
        clock.LimitMinutes,
        (long)clock.Elapsed.TotalSeconds,
        (long)clock.Paused.TotalSeconds);

    private static Facet FacetOf(
        string tenant, WorkOrderState state, TimeZoneInfo zone, Guid contractorId, string ground)
    {
        var (origin, outcome) = (state.Origin!, state.Outcome);
        return new Facet
        {
            Tenant = tenant,
            Month = MonthOf(outcome?.OccurredAt ?? origin.OccurredAt, zone),
            Region = outcome?.Region ?? origin.Asset.Region,
            County = outcome?.County ?? origin.Asset.County,
            AssetClass = outcome?.AssetClass ?? origin.Asset.AssetClass,
            Severity = origin.Severity,
            ContractorId = contractorId,
            ContractorCode = state.Lead?.ContractorCode ?? string.Empty,
            LotId = (outcome is null ? state.Lead?.LotId : outcome.LotId) ?? Guid.Empty,
            WorkKind = outcome?.WorkKind ?? origin.WorkKind,
            Ground = ground,
        };
    }

    /// <summary>The month that an instant belongs to, yyyy-MM.</summary>
    public static string MonthOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
