using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// The order's clocks are worked out again under other limits or with another judgement of its pauses, as an approved
/// recompute says. Of an archived order the outcome changes; of a running one the limits. By the product. Refusals:
/// <c>work-order.unknown</c>, <c>work-order.ended</c> (cancelled or refused), <c>work-order.pause-unknown</c>,
/// <c>work-order.clock-unknown</c>, <c>work-order.recompute-running</c> (pauses, declared events and suppressed clocks
/// of a running order are changed by its own verbs), <c>work-order.recompute-differs</c>.
/// </summary>
/// <param name="RecomputeId">The recompute; asked again for the same one, nothing happens.</param>
/// <param name="Terms">The limits from now on; null: those pinned.</param>
/// <param name="Facts">What else of the order is corrected.</param>
/// <param name="Rulings">Pauses that are judged otherwise.</param>
/// <param name="Expected">
/// The clocks as they were approved; an archived order that comes to others is left alone.
/// </param>
/// <param name="Reason">Why, as approved.</param>
/// <param name="ApprovedBy">Actor id.</param>
public sealed record RecomputeOrder(
    Guid RecomputeId,
    SlaTerms? Terms,
    OrderCorrection Facts,
    ImmutableArray<PauseRuling> Rulings,
    ImmutableArray<ClockVerdict> Expected,
    string Reason,
    string ApprovedBy) : ICommand
{
    /// <summary>
    /// The clocks of every party that left, as they were approved; an order that comes to others, or has others that
    /// left, is left alone. Null where they were not looked at.
    /// </summary>
    public ImmutableArray<ShareVerdicts>? Shares { get; init; }

    /// <summary>Declared events and suppressed clocks of an ended order; null where they stay.</summary>
    public OutsideChange? Outside { get; init; }
}

/// <summary>What is expected of a party that left.</summary>
/// <param name="ContractorId">Who.</param>
/// <param name="Clocks">Its clocks under the change.</param>
public sealed record ShareVerdicts(Guid ContractorId, ImmutableArray<ClockVerdict> Clocks);

/// <summary><c>work-order.recomputed.v1</c>.</summary>
/// <param name="RecomputeId">The recompute.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Terms">The limits from now on; null: those pinned before.</param>
/// <param name="Facts">What else of the order was corrected.</param>
/// <param name="Rulings">Pauses that are judged otherwise.</param>
/// <param name="Outcome">What the order means for its contractor's month from now on; null while it runs.</param>
/// <param name="Before">The clocks as they stood; empty while it runs.</param>
/// <param name="Reason">Why.</param>
/// <param name="ApprovedBy">Actor id.</param>
/// <param name="RecomputedAt">UTC.</param>
public sealed record OrderRecomputed(
    Guid RecomputeId,
    Guid OrderId,
    string Number,
    SlaTerms? Terms,
    OrderCorrection Facts,
    ImmutableArray<PauseRuling> Rulings,
    OrderOutcome? Outcome,
    ImmutableArray<ClockVerdict> Before,
    string Reason,
    string ApprovedBy,
    DateTimeOffset RecomputedAt) : IEvent
{
    /// <summary>What was changed from outside; null where that stays.</summary>
    public OutsideChange? Outside { get; init; }
}

/// <summary>What limits follow from, where it was recorded wrongly; null for what stays.</summary>
/// <param name="Severity">X.733 word: the order's priority.</param>
/// <param name="AreaClass">U, S or R.</param>
/// <param name="Tags">The asset's tags, by which contracts of circuits and customers are found.</param>
public sealed record OrderCorrection(
    string? Severity = null, string? AreaClass = null, ImmutableArray<string>? Tags = null)
{
    /// <summary>Nothing is corrected.</summary>
    public static OrderCorrection None { get; } = new();

    /// <summary>Whether limits may follow from it.</summary>
    public bool SaysSomething => Severity is not null || AreaClass is not null || Tags is not null;
}

/// <summary>Another judgement of a pause.</summary>
/// <param name="PauseNumber">1 for the first of the order.</param>
/// <param name="Approved">True: it counts. False: its time counts against the contractor after all.</param>
public sealed record PauseRuling(int PauseNumber, bool Approved);

/// <summary>How a clock ended, as small as a comparison allows.</summary>
/// <param name="Clock">Which.</param>
/// <param name="LimitMinutes">Its limit.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Elapsed">Running time.</param>
public readonly record struct ClockVerdict(ClockKind Clock, int LimitMinutes, ClockOutcome Outcome, TimeSpan Elapsed)
{
    /// <summary>The verdict of a clock.</summary>
    public static ClockVerdict Of(ClockResult clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new ClockVerdict(clock.Clock, clock.LimitMinutes, clock.Outcome, clock.Elapsed);
    }

    /// <summary>The verdicts of an order's clocks, in their order.</summary>
    public static ImmutableArray<ClockVerdict> Of(ImmutableArray<ClockResult> clocks)
    {
        var verdicts = ImmutableArray.CreateBuilder<ClockVerdict>(clocks.Length);
        foreach (var clock in clocks)
        {
            verdicts.Add(Of(clock));
        }

        return verdicts.MoveToImmutable();
    }

    /// <summary>How many clocks go from one outcome to another.</summary>
    /// <param name="before">The clocks as they stand.</param>
    /// <param name="after">As they would.</param>
    /// <param name="from">The outcome before.</param>
    /// <param name="to">The outcome after.</param>
    public static int Flips(
        ImmutableArray<ClockVerdict> before, ImmutableArray<ClockVerdict> after, ClockOutcome from, ClockOutcome to)
    {
        var count = 0;
        foreach (var now in after)
        {
            foreach (var then in before)
            {
                if (then.Clock == now.Clock && then.Outcome == from && now.Outcome == to)
                {
                    count++;
                }
            }
        }

        return count;
    }
}
