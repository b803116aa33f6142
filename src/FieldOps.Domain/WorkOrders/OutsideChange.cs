using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// What is changed of an ended order's clocks from outside, by an approved recompute: while an order runs, its declared
/// events and the operations manager change it by their own commands.
/// </summary>
/// <param name="Windows">Declared events that the order follows as they stood when it was asked for.</param>
/// <param name="Suppressed">Clocks that are judged no longer.</param>
/// <param name="Restored">Clocks that are judged again.</param>
public sealed record OutsideChange(
    ImmutableArray<WindowRuling> Windows, ImmutableArray<ClockKind> Suppressed, ImmutableArray<ClockKind> Restored)
{
    /// <summary>Whether it changes something.</summary>
    public bool SaysSomething() => !Windows.IsEmpty || !Suppressed.IsEmpty || !Restored.IsEmpty;

    /// <summary>A clock that it names and that the order has not; null when there is none.</summary>
    public ClockKind? UnknownClock(SlaTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        foreach (var clock in Suppressed.Concat(Restored))
        {
            if (terms.LimitOf(clock) is null)
            {
                return clock;
            }
        }

        return null;
    }

    /// <summary>The windows of an order afterwards.</summary>
    public ImmutableArray<InheritedWindow> Of(ImmutableArray<InheritedWindow> windows) =>
        Windows.IsEmpty
            ? windows
            :
            [
                .. windows.Where(w => Windows.All(r => r.EventId != w.EventId)),
                .. Windows.Where(r => r.Inherits)
                    .Select(r => new InheritedWindow(r.EventId, r.Code, r.Reason, r.From, r.Until)),
            ];

    /// <summary>The pauses afterwards: those that name an event count within its window and no further.</summary>
    public ImmutableArray<OrderPause> Of(ImmutableArray<OrderPause> pauses) => Windows.Aggregate(
        pauses, (known, r) => OrderPause.Bounded(known, r.Code, new PauseSpan(r.From, r.Until)));

    /// <summary>How far events are followed afterwards: window and pauses as far as it says.</summary>
    public ImmutableArray<FollowedEvent> Of(ImmutableArray<FollowedEvent> followed) => Windows.Aggregate(
        followed, (known, r) => FollowedEvent.After(known, r.EventId, r.Version, r.Version));

    /// <summary>The clocks that are not judged afterwards.</summary>
    public ImmutableArray<ClockKind> Of(ImmutableArray<ClockKind> suppressed) =>
        [.. suppressed.Except(Restored).Union(Suppressed).Order()];
}

/// <summary>A declared event, as an order follows it after the fact.</summary>
/// <param name="EventId">The declared event.</param>
/// <param name="Code">Its code.</param>
/// <param name="Reason">What its kind means for the clocks.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts; equal to the beginning once it was withdrawn.</param>
/// <param name="Inherits">
/// Whether its window is the order's: it is attached to the event, and that was not withdrawn.
/// </param>
/// <param name="Version">The event's version as it was read; null where none was kept.</param>
public sealed record WindowRuling(
    Guid EventId,
    string Code,
    PauseReason Reason,
    DateTimeOffset From,
    DateTimeOffset? Until,
    bool Inherits,
    int? Version = null)
{
    /// <summary>Whether an order follows the same by both, whichever version of the event says so.</summary>
    public bool SaysTheSame(WindowRuling other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other with { Version = Version } == this;
    }
}
