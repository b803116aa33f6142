using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders;

/// <summary>What the asker is shown of an order after a command.</summary>
/// <param name="OrderId">The order; empty when it does not exist.</param>
/// <param name="Number">Short number.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Lead">Who has it.</param>
/// <param name="ReasonCode">Why that party, or why nobody.</param>
/// <param name="AssignmentNumber">Number of dispatches so far.</param>
/// <param name="AcceptedAt">UTC.</param>
/// <param name="RestoredAt">UTC, as it counts.</param>
/// <param name="RepliedAt">UTC.</param>
/// <param name="EndedAt">UTC.</param>
/// <param name="OpenPause">Number of the open pause.</param>
/// <param name="ReturnCount">Replies sent back.</param>
/// <param name="UrgeCount">Urges so far.</param>
/// <param name="FalseReply">The claimed restoration was contradicted.</param>
/// <param name="Breached">Clocks that count as breached.</param>
public sealed record WorkOrderView(
    Guid OrderId,
    string Number,
    OrderStatus Status,
    Assignee? Lead,
    string? ReasonCode,
    int AssignmentNumber,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? RestoredAt,
    DateTimeOffset? RepliedAt,
    DateTimeOffset? EndedAt,
    int? OpenPause,
    int ReturnCount,
    int UrgeCount,
    bool FalseReply,
    ImmutableArray<ClockKind> Breached)
{
    /// <summary>The order that goes on in its place; null where none does.</summary>
    public MergedInto? MergedInto { get; init; }

    /// <summary>The view of a state.</summary>
    public static WorkOrderView Of(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new WorkOrderView(
            state.Origin?.OrderId ?? Guid.Empty,
            state.Origin?.Number ?? string.Empty,
            state.Status,
            state.Lead,
            state.Choice?.ReasonCode,
            state.AssignmentNumber,
            state.AcceptedAt,
            state.Restoration()?.CountedAt,
            state.RepliedAt,
            state.EndedAt,
            state.OpenPause?.Number,
            state.ReturnCount,
            state.UrgeCount,
            state.FalseReply,
            [.. state.Marks.Where(m => m.Breached).Select(m => m.Clock)])
        {
            MergedInto = state.MergedInto,
        };
    }
}
