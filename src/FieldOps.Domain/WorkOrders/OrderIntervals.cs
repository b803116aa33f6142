using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// All of an order that its clocks follow from, and nothing else: milestones, pauses, pinned limits, and what limits
/// are chosen by. A recompute reads this instead of the log; the order itself decides by the same functions.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="ContractorId">Who answers for it; null in the queue.</param>
/// <param name="Asset">What its limits were chosen by.</param>
/// <param name="OccurredAt">When the trouble began.</param>
/// <param name="RulesAt">When its rules were asked for: what a matrix that decides by the creation means.</param>
/// <param name="Terms">Pinned limits.</param>
/// <param name="PauseMinutesMax">Minutes that limited pauses count for in all.</param>
/// <param name="Milestones">What started and stopped the clocks.</param>
/// <param name="Pauses">In the order of request.</param>
/// <param name="Windows">Of declared events.</param>
/// <param name="Suppressed">Clocks that are not judged.</param>
/// <param name="Verdicts">The clocks as the order ended with them; empty while it runs.</param>
public sealed record OrderIntervals(
    Guid OrderId,
    string Number,
    Guid? ContractorId,
    LimitFacts Asset,
    DateTimeOffset OccurredAt,
    DateTimeOffset RulesAt,
    SlaTerms Terms,
    int PauseMinutesMax,
    ClockMilestones Milestones,
    ImmutableArray<OrderPause> Pauses,
    ImmutableArray<InheritedWindow> Windows,
    ImmutableArray<ClockKind> Suppressed,
    ImmutableArray<ClockVerdict> Verdicts)
{
    /// <summary>What parties that left answer for, one a party; the order goes on, or went on, without them.</summary>
    public ImmutableArray<ShareIntervals> Shares { get; init; } = [];

    /// <summary>Whether the order was archived.</summary>
    public bool HasEnded => !Verdicts.IsEmpty;

    /// <summary>The intervals of an order; null before it exists, and of one that was cancelled or refused.</summary>
    public static OrderIntervals? Of(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Origin is not { } origin || (state.HasEnded && state.Outcome is null))
        {
            return null;
        }

        return new OrderIntervals(
            origin.OrderId,
            origin.Number,
            state.Lead?.ContractorId,
            LimitFacts.Of(origin),
            origin.OccurredAt,
            origin.RulesAskedAt(),
            origin.Terms,
            origin.Rules.Pauses.TotalMinutesMax,
            OrderClocks.MilestonesOf(state),
            state.Pauses,
            state.Windows,
            state.Suppressed,
            state.Outcome is { } outcome ? ClockVerdict.Of(outcome.Clocks) : [])
        {
            Shares = [.. state.Shares.Select(ShareIntervals.Of)],
        };
    }

    /// <summary>The clocks under given limits and judgements, as they stand at an instant.</summary>
    public ImmutableArray<ClockResult> ClocksUnder(
        SlaTerms terms, ImmutableArray<PauseRuling> rulings, DateTimeOffset now)
    {
        var clocks = ClockCalculator.At(terms, Milestones, Counted(rulings), now);
        return Suppressed.IsEmpty ? clocks : OrderClocks.Judged(clocks, Suppressed);
    }

    /// <summary>The clocks of a party that left, under the same.</summary>
    public ImmutableArray<ClockResult> ClocksUnder(
        SlaTerms terms, ImmutableArray<PauseRuling> rulings, ShareIntervals share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return OrderShare.ClocksUnder(terms, share.Milestones, Counted(rulings), Suppressed);
    }

    /// <summary>Whether it is or was the order of a party: that it answers for it, or for a share of it.</summary>
    public bool IsOf(Guid contractorId) =>
        ContractorId == contractorId || (!Shares.IsEmpty && Shares.Any(s => s.ContractorId == contractorId));

    /// <summary>The intervals after a recompute of the order.</summary>
    public OrderIntervals After(OrderRecomputed happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return (this with
        {
            Terms = happened.Terms ?? Terms,
            Asset = Asset.With(happened.Facts),
            Pauses = Ruled(Pauses, happened.Rulings),
            Verdicts = happened.Outcome is { } outcome ? ClockVerdict.Of(outcome.Clocks) : Verdicts,
        }).With(happened.Outside);
    }

    /// <summary>The intervals once declared events and suppressed clocks are others.</summary>
    public OrderIntervals With(OutsideChange? outside) => outside is null ? this : this with
    {
        Pauses = outside.Of(Pauses), Windows = outside.Of(Windows), Suppressed = outside.Of(Suppressed),
    };

    /// <summary>The intervals once a share comes to something else.</summary>
    public OrderIntervals After(OrderShareClosed happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var share = ShareIntervals.Of(new OrderShare(happened.Outcome, happened.Milestones));
        return this with
        {
            Shares = Shares.RemoveAll(s => s.ContractorId == share.ContractorId).Add(share),
        };
    }

    /// <summary>Pauses with other judgements.</summary>
    public static ImmutableArray<OrderPause> Ruled(
        ImmutableArray<OrderPause> pauses, ImmutableArray<PauseRuling> rulings) =>
        rulings.IsDefaultOrEmpty ? pauses : [.. pauses.Select(p => Ruled(p, rulings))];

    private ImmutableArray<PauseSpan> Counted(ImmutableArray<PauseRuling> rulings) =>
        Pauses.IsEmpty && Windows.IsEmpty
            ? []
            : OrderClocks.CountedPauses(Ruled(Pauses, rulings), TimeSpan.FromMinutes(PauseMinutesMax), Windows);

    private static OrderPause Ruled(OrderPause pause, ImmutableArray<PauseRuling> rulings)
    {
        foreach (var ruling in rulings)
        {
            if (ruling.PauseNumber == pause.Number)
            {
                return pause with { Verdict = ruling.Approved ? PauseVerdict.Approved : PauseVerdict.Refused };
            }
        }

        return pause;
    }
}

/// <summary>What a party that left answers for of an order: all that its clocks follow from.</summary>
/// <param name="ContractorId">Who left.</param>
/// <param name="Milestones">What started and stopped its clocks.</param>
/// <param name="Verdicts">The clocks as they were told last.</param>
public sealed record ShareIntervals(
    Guid ContractorId, ClockMilestones Milestones, ImmutableArray<ClockVerdict> Verdicts)
{
    /// <summary>Those of a share.</summary>
    public static ShareIntervals Of(OrderShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return new ShareIntervals(
            share.Outcome.ContractorId, share.Milestones, ClockVerdict.Of(share.Outcome.Clocks));
    }
}

/// <summary>What limits are chosen by.</summary>
/// <param name="AssetClass">Code of the catalogue.</param>
/// <param name="AreaClass">U, S or R.</param>
/// <param name="Severity">X.733 word.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="BatteryMinutes">Battery backup; null when not known.</param>
/// <param name="Tags">The asset's tags.</param>
public sealed record LimitFacts(
    string AssetClass,
    string AreaClass,
    string Severity,
    string WorkKind,
    int? BatteryMinutes,
    ImmutableArray<string> Tags)
{
    /// <summary>Those of an order.</summary>
    public static LimitFacts Of(OrderCreated origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return new LimitFacts(
            origin.Asset.AssetClass, origin.Asset.AreaClass, origin.Severity, origin.WorkKind,
            origin.Asset.BatteryMinutes, origin.Asset.Tags);
    }

    /// <summary>The same with corrections.</summary>
    public LimitFacts With(OrderCorrection correction)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return correction.SaysSomething
            ? this with
            {
                Severity = correction.Severity ?? Severity,
                AreaClass = correction.AreaClass ?? AreaClass,
                Tags = correction.Tags ?? Tags,
            }
            : this;
    }
}
