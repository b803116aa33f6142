using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.List;

/// <summary>One row of the order list while a batch is folded into it.</summary>
internal sealed class OrderRow
{
    public required string Tenant { get; set; }

    public required Guid Id { get; set; }

    public int Version { get; set; }

    public string Number { get; set; } = string.Empty;

    public Guid? TicketId { get; set; }

    public string? TicketNumber { get; set; }

    public Guid AssetId { get; set; }

    public string AssetType { get; set; } = string.Empty;

    public string AssetCode { get; set; } = string.Empty;

    public string AssetName { get; set; } = string.Empty;

    public string AssetClass { get; set; } = string.Empty;

    public string Region { get; set; } = string.Empty;

    public string County { get; set; } = string.Empty;

    public string WorkKind { get; set; } = string.Empty;

    public string Severity { get; set; } = string.Empty;

    public string Cause { get; set; } = string.Empty;

    public string Month { get; set; } = string.Empty;

    public OrderStatus Status { get; set; }

    public OrderStatus StatusBeforePause { get; set; }

    public Guid? ContractorId { get; set; }

    public string? ContractorCode { get; set; }

    public bool InHouse { get; set; }

    public Guid? LotId { get; set; }

    public string? ReasonCode { get; set; }

    public string? ScopeRule { get; set; }

    public DateTimeOffset OccurredAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? ClocksStartAt { get; set; }

    /// <summary>When the lead's time to be on load starts; null: with the trouble.</summary>
    public DateTimeOffset? OnLoadFrom { get; set; }

    /// <summary>What the lead found again when it came back; null where it did not.</summary>
    public PartyPast? Past { get; set; }

    /// <summary>What a party that left has restored.</summary>
    public EarlierRestoration? RestoredBefore { get; set; }

    public DateTimeOffset? RestoreOwedFrom { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public DateTimeOffset? ArrivedAt { get; set; }

    public DateTimeOffset? RestoredAt { get; set; }

    public DateTimeOffset? RepairedAt { get; set; }

    public DateTimeOffset? OnLoadAt { get; set; }

    public DateTimeOffset? LeftAt { get; set; }

    public DateTimeOffset? RepliedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset? NextDueAt { get; set; }

    public ImmutableArray<ClockLimit> Limits { get; set; } = [];

    /// <summary>The hours that limits name; null when every clock runs around the clock.</summary>
    public ImmutableSortedDictionary<string, OpenHours>? Hours { get; set; }

    public int PauseMinutesMax { get; set; }

    public ImmutableArray<OrderPause> Pauses { get; set; } = [];

    public ImmutableArray<InheritedWindow> Windows { get; set; } = [];

    /// <summary>One bit per clock that is not judged.</summary>
    public int Suppressed { get; set; }

    /// <summary>One bit per clock, in the order of <see cref="ClockKind"/>.</summary>
    public int Breached { get; set; }

    /// <summary>One bit per clock.</summary>
    public int Warned { get; set; }

    /// <summary>The clocks as they ended; null while the order is open.</summary>
    public string? Outcomes { get; set; }

    public string? Attribution { get; set; }

    public bool FalseReply { get; set; }

    public int ReturnCount { get; set; }

    /// <summary>What was found of parties that led before; those of whom nothing was found are left out.</summary>
    public ImmutableArray<Assignment> Former { get; set; } = [];

    public int UrgeCount { get; set; }

    public int RepeatCount { get; set; }

    public ClockMilestones Milestones() => OrderClocks.Following(
        OrderClocks.Again(
            new ClockMilestones(
                ClocksStartAt, AcceptedAt, ArrivedAt, RestoredAt, RepairedAt, OnLoadFrom ?? OccurredAt,
                OnLoadAt,
                RestoredAt ?? OnLoadAt ?? LeftAt, RepliedAt, EndedAt, RestoreOwedFrom: RestoreOwedFrom),
            Past),
        RestoredBefore, Limits.Any(l => l.Clock == ClockKind.Repair));

    /// <summary>The pauses and windows that count.</summary>
    public ImmutableArray<PauseSpan> CountedPauses() =>
        OrderClocks.CountedPauses(Pauses, TimeSpan.FromMinutes(PauseMinutesMax), Windows);

    /// <summary>The limits as terms; what they came from is not kept.</summary>
    public SlaTerms Terms() => new(string.Empty, 0, string.Empty, true, Limits, Hours);

    /// <summary>The earliest limit of a clock that still runs; null when none does or all rest.</summary>
    public void SettleNextDue()
    {
        NextDueAt = null;
        if (EndedAt is not null || ContractorId is null)
        {
            return;
        }

        var milestones = Milestones();
        var pauses = CountedPauses();
        var terms = Terms();
        foreach (var limit in Limits)
        {
            if ((Suppressed & ClockWords.Bit(limit.Clock)) == 0
                && milestones.StartOf(limit) is { } start && milestones.StopOf(limit.Clock) is null
                && ClockCalculator.ReachedAt(
                    start, TimeSpan.FromMinutes(limit.LimitMinutes), milestones.RestsOf(limit, pauses),
                    terms.HoursOf(limit)) is { } due
                && (NextDueAt is null || due < NextDueAt))
            {
                NextDueAt = due;
            }
        }
    }
}
