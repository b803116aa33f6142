using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// <c>work-order.merge</c> (合并), the first of three steps: the order is on its way into another, and takes no other
/// over. Then that one takes it over (<see cref="TakeOverOrder"/>), and it ends (<see cref="CancelOrder"/>). A step
/// that is never followed holds the order back for <see cref="HeldFor"/>. By the dispatcher. Refusals:
/// <c>work-order.merged-into-itself</c>, <c>work-order.merge-running</c>, <c>work-order.merge-target-merging</c>.
/// </summary>
/// <param name="Into">The order that shall go on.</param>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record MergeOrder(MergedInto Into, string Reason) : ICommand
{
    /// <summary>A merge is three asks of one call: longer than this its process has died in the middle.</summary>
    public static TimeSpan HeldFor { get; } = TimeSpan.FromMinutes(10);
}

/// <summary>
/// <c>work-order.take-over</c>: this order goes on for another too, which then ends. Refused where it cannot go on
/// itself: <c>work-order.merge-target-ended</c>, <c>work-order.merge-target-merging</c>. By the dispatcher.
/// </summary>
/// <param name="OrderId">The order that ends.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Told">What the crews of this one are told: 1 to 2000 characters.</param>
public sealed record TakeOverOrder(Guid OrderId, string Number, string Reason, string Told) : ICommand;

/// <summary><c>work-order.drop-merge</c>: the other did not take it over. By the dispatcher.</summary>
/// <param name="Into">The order that should have gone on.</param>
public sealed record DropMerge(Guid Into) : ICommand;

/// <summary><c>work-order.merge-asked.v1</c>.</summary>
/// <param name="Into">The order that shall go on.</param>
/// <param name="Reason">Why.</param>
/// <param name="AskedBy">Actor id.</param>
/// <param name="AskedAt">UTC.</param>
public sealed record OrderMergeAsked(
    MergedInto Into, string Reason, string AskedBy, DateTimeOffset AskedAt) : IEvent;

/// <summary><c>work-order.merge-dropped.v1</c>.</summary>
/// <param name="Into">The order that did not take it over.</param>
/// <param name="DroppedAt">UTC.</param>
public sealed record OrderMergeDropped(Guid Into, DateTimeOffset DroppedAt) : IEvent;

/// <summary><c>work-order.taken-over.v1</c>: what was merged into this order ends.</summary>
/// <param name="Number">Short number of this order.</param>
/// <param name="MergedId">The order that ends.</param>
/// <param name="MergedNumber">Its short number.</param>
/// <param name="Reason">Why.</param>
/// <param name="AskedBy">Actor id.</param>
/// <param name="TakenOverAt">UTC.</param>
public sealed record OrderTakenOver(
    string Number, Guid MergedId, string MergedNumber, string Reason, string AskedBy, DateTimeOffset TakenOverAt)
    : IEvent;
