using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.WorkOrders.List;

namespace FieldOps.WorkOrders.Api;

/// <summary>One order of the list.</summary>
internal sealed record OrderLine(
    Guid Id,
    string Number,
    OrderStatus Status,
    string TicketState,
    string WorkOrderState,
    Guid? TicketId,
    string? TicketNumber,
    string AssetType,
    string AssetCode,
    string AssetName,
    string AssetClass,
    string Region,
    string County,
    string WorkKind,
    string Severity,
    string Cause,
    string Month,
    Guid? ContractorId,
    string? Contractor,
    bool InHouse,
    string? ReasonCode,
    string? ScopeRule,
    DateTimeOffset OccurredAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DispatchedAt,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? RestoredAt,
    DateTimeOffset? RepliedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? NextDueAt,
    string? Attribution,
    bool FalseReply,
    int ReturnCount,
    int UrgeCount,
    int RepeatCount,
    IReadOnlyList<OrderLineClock> Clocks,
    int Version)
{
    /// <summary>The line of a row as it stands at <paramref name="now"/>.</summary>
    public static OrderLine Of(OrderRow row, DateTimeOffset now)
    {
        var pause = row.Status == OrderStatus.Suspended ? row.Pauses[^1].Reason : (PauseReason?)null;
        return new OrderLine(
            row.Id, row.Number, row.Status, TmfStates.TroubleTicket(row.Status, pause),
            TmfStates.WorkOrder(row.Status, pause), row.TicketId, row.TicketNumber, row.AssetType, row.AssetCode,
            row.AssetName, row.AssetClass, row.Region, row.County, row.WorkKind, row.Severity, row.Cause, row.Month,
            row.ContractorId, row.ContractorCode, row.InHouse, row.ReasonCode, row.ScopeRule, row.OccurredAt,
            row.CreatedAt, row.ClocksStartAt, row.AcceptedAt,
            row.RestoredAt ?? row.OnLoadAt ?? row.RestoredBefore?.CountedAt, row.RepliedAt, row.EndedAt,
            row.NextDueAt, row.Attribution, row.FalseReply, row.ReturnCount, row.UrgeCount, row.RepeatCount,
            ClocksOf(row, now), row.Version);
    }

    private static List<OrderLineClock> ClocksOf(OrderRow row, DateTimeOffset now)
    {
        var clocks = new List<OrderLineClock>(row.Limits.Length);
        foreach (var clock in ClockCalculator.At(row.Terms(), row.Milestones(), row.CountedPauses(), now))
        {
            // What ended was judged by the order itself, by its own boundary; what runs is judged by its breaches.
            var late = (row.Breached & ClockWords.Bit(clock.Clock)) != 0;
            var outcome = row.Outcomes is { } ended ? ClockWords.Outcome(ended, clock.Clock)
                : (row.Suppressed & ClockWords.Bit(clock.Clock)) != 0 ? ClockOutcome.Void
                : late ? ClockOutcome.Late
                : clock.Outcome;
            clocks.Add(new OrderLineClock(
                clock.Clock, clock.LimitMinutes, clock.StartedAt, clock.StoppedAt, clock.DueAt,
                outcome ?? clock.Outcome, (row.Warned & ClockWords.Bit(clock.Clock)) != 0));
        }

        return clocks;
    }
}

/// <summary>One clock of a listed order.</summary>
internal sealed record OrderLineClock(
    ClockKind Clock,
    int LimitMinutes,
    DateTimeOffset? StartedAt,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? DueAt,
    ClockOutcome Outcome,
    bool Warned);
