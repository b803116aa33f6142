using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.List;

/// <summary>What each event changes in an order's row.</summary>
internal static class OrderFolding
{
    public static void Take(OrderRow row, IEvent happened, TimeZoneInfo zone)
    {
        switch (happened)
        {
            case OrderCreated e:
                Create(row, e, zone);
                break;
            case OrderQueued e:
                Queue(row, e);
                break;
            case OrderDispatched e:
                Dispatch(row, e);
                break;
            case MilestoneReached e:
                Reach(row, e);
                break;
            case OrderHandedOver e:
                row.RestoredBefore = e.Restoration;
                break;
            default:
                if (!TakeStatus(row, happened) && !TakePause(row, happened) && !WindowFolding.Take(row, happened))
                {
                    TakeCount(row, happened);
                }

                break;
        }
    }

    private static void Create(OrderRow row, OrderCreated e, TimeZoneInfo zone)
    {
        row.Number = e.Number;
        row.TicketId = e.Ticket?.TicketId;
        row.TicketNumber = e.Ticket?.Number;
        row.AssetId = e.Asset.AssetId;
        row.AssetType = e.Asset.EntityType;
        row.AssetCode = e.Asset.Code;
        row.AssetName = e.Asset.Name;
        row.AssetClass = e.Asset.AssetClass;
        row.Region = e.Asset.Region;
        row.County = e.Asset.County;
        row.WorkKind = e.WorkKind;
        row.Severity = e.Severity;
        row.Cause = e.Cause;
        row.OccurredAt = e.OccurredAt;
        row.Month = TimeZoneInfo.ConvertTime(e.OccurredAt, zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        row.CreatedAt = e.CreatedAt;
        row.Limits = e.Terms.Limits;
        row.Hours = e.Terms.Hours;
        row.PauseMinutesMax = e.Rules.Pauses.TotalMinutesMax;
        row.Status = OrderStatus.Created;
    }

    private static void Queue(OrderRow row, OrderQueued e)
    {
        Leave(row);
        row.Status = OrderStatus.Created;
        row.ContractorId = null;
        row.ContractorCode = null;
        row.InHouse = false;
        row.LotId = null;
        row.ReasonCode = e.ReasonCode;
        row.ScopeRule = e.Choice?.Scope.RuleId ?? row.ScopeRule;
        row.ClocksStartAt = row.OnLoadFrom = null;
        row.Past = null;
    }

    private static void Dispatch(OrderRow row, OrderDispatched e)
    {
        Leave(row);
        var before = row.Former.FirstOrDefault(f => f.ContractorId == e.Assignee.ContractorId);
        row.FalseReply = before?.FalseReply ?? false;
        row.ReturnCount = before?.ReturnCount ?? 0;
        row.Status = OrderStatus.Dispatched;
        row.ContractorId = e.Assignee.ContractorId;
        row.ContractorCode = e.Assignee.ContractorCode;
        row.InHouse = e.Assignee.InHouse;
        row.LotId = e.Assignee.LotId;
        row.ReasonCode = e.Choice.ReasonCode;
        row.ScopeRule = e.Choice.Scope.RuleId;
        row.ClocksStartAt = e.ClocksStartAt;
        row.OnLoadFrom = e.OnLoadFrom;
        row.Past = (e as OrderDispatchedAgain)?.Past;
        row.AcceptedAt = row.Past?.AcceptedAt;
    }

    // Clocks, milestones, marks, replies and findings are the lead's own; what was found of it waits for its return.
    private static void Leave(OrderRow row)
    {
        if (row.ContractorId is { } lead && (row.FalseReply || row.ReturnCount > 0))
        {
            row.Former = row.Former.RemoveAll(f => f.ContractorId == lead)
                .Add(new Assignment(lead, row.ClocksStartAt ?? row.CreatedAt, row.FalseReply, row.ReturnCount));
        }

        row.AcceptedAt = row.ArrivedAt = row.LeftAt = row.RepliedAt = null;
        row.Breached = row.Warned = 0;
        row.FalseReply = false;
        row.ReturnCount = 0;
        Unrestore(row);
    }

    private static void Unrestore(OrderRow row) =>
        row.RestoredAt = row.RepairedAt = row.OnLoadAt = row.LeftAt = null;

    private static void Reach(OrderRow row, MilestoneReached e)
    {
        var at = e.Time.CountedAt;
        switch (e.Milestone)
        {
            case MilestoneKind.ArrivedOnSite:
                row.ArrivedAt = at;
                break;
            case MilestoneKind.ServiceRestored:
                row.RestoredAt = at;
                row.RepairedAt ??= e.Permanent ? at : null;
                break;
            case MilestoneKind.GeneratorOnLoad:
                row.OnLoadAt = at;
                break;
            case MilestoneKind.RepairCompleted:
                row.RepairedAt = at;
                break;
            case MilestoneKind.LeftSite:
                row.LeftAt = at;
                break;
        }

        var restores = e.Milestone is MilestoneKind.ServiceRestored or MilestoneKind.GeneratorOnLoad;
        var status = row.Status == OrderStatus.Suspended ? row.StatusBeforePause : row.Status;
        if (status is OrderStatus.Accepted or OrderStatus.InProgress)
        {
            Become(row, restores ? OrderStatus.Restored : OrderStatus.InProgress);
        }
    }

    private static void Become(OrderRow row, OrderStatus status)
    {
        if (row.Status == OrderStatus.Suspended)
        {
            row.StatusBeforePause = status;
        }
        else
        {
            row.Status = status;
        }
    }

    private static bool TakeStatus(OrderRow row, IEvent happened)
    {
        switch (happened)
        {
            case OrderAccepted e:
                row.Status = OrderStatus.Accepted;
                row.AcceptedAt ??= e.Time.CountedAt;
                return true;
            case OrderRefused:
                row.Status = OrderStatus.ReturnPending;
                return true;
            case RefusalRejected:
                row.Status = OrderStatus.Dispatched;
                return true;
            case OrderReplied e:
                row.Status = OrderStatus.Replied;
                row.RepliedAt ??= e.RepliedAt;
                return true;
            case ReplyReturned e:
                Return(row, e);
                return true;
            case ReplyVerified e:
                row.Status = OrderStatus.Verified;
                row.Attribution = e.Attribution;
                return true;
            case OrderArchived e:
                End(row, OrderStatus.Archived, e.ArchivedAt);
                row.Outcomes = ClockWords.Pack(e.Outcome.Clocks);
                return true;
            case OrderCancelled e:
                End(row, OrderStatus.Cancelled, e.CancelledAt);
                return true;
            case OrderClosedByRefusal e:
                End(row, OrderStatus.ClosedByRefusal, e.ClosedAt);
                return true;
            default:
                return false;
        }
    }

    private static void End(OrderRow row, OrderStatus status, DateTimeOffset at)
    {
        row.Status = status;
        row.EndedAt = at;
    }

    private static void Return(OrderRow row, ReplyReturned e)
    {
        row.ReturnCount++;
        if (e.RestorationRejected)
        {
            Unrestore(row);
            row.RepliedAt = null;
            row.Past = row.Past?.Undone();
            row.RestoreOwedFrom = row.RestoredBefore is null ? row.RestoreOwedFrom : e.ReturnedAt;
            row.RestoredBefore = null;
        }

        var restored = row.RestoredAt is not null || row.OnLoadAt is not null;
        row.Status = restored ? OrderStatus.Restored : OrderStatus.InProgress;
    }

    // A false reply of a party that left waits for its return, as what was found of it before.
    private static void Find(OrderRow row, Guid author)
    {
        if (row.ContractorId == author)
        {
            row.FalseReply = true;
            return;
        }

        var known = row.Former.FirstOrDefault(f => f.ContractorId == author) ?? new Assignment(author, row.CreatedAt);
        row.Former = row.Former.RemoveAll(f => f.ContractorId == author).Add(known with { FalseReply = true });
    }

    // The restoration that stands: of the lead, or of a party that left. A permanent one was the repair as well: both
    // move.
    private static void Correct(OrderRow row, DateTimeOffset? restoredAt)
    {
        if (row.RestoredAt is null && row.RestoredBefore is { } before && restoredAt is { } counted)
        {
            row.RestoredBefore = before with { CountedAt = counted };
            return;
        }

        var both = row.RepairedAt == row.RestoredAt;
        row.RestoredAt = restoredAt ?? row.RestoredAt;
        row.RepairedAt = both ? row.RestoredAt : row.RepairedAt;
    }

    private static bool TakePause(OrderRow row, IEvent happened)
    {
        switch (happened)
        {
            case SuspensionRequested e:
                row.Pauses = row.Pauses.Add(OrderPause.Of(e, row.ContractorId, row.Pauses));
                if (e.Until is null)
                {
                    row.StatusBeforePause = row.Status;
                    row.Status = OrderStatus.Suspended;
                }

                return true;
            case SuspensionDecided e:
                var verdict = e.Approved ? PauseVerdict.Approved : PauseVerdict.Refused;
                Judge(row, e.PauseNumber, p => p with
                {
                    Verdict = verdict,
                    Until = e.Approved ? p.Until : p.Until ?? e.DecidedAt,
                });
                return true;
            case OrderResumed e:
                Judge(row, e.PauseNumber, p => p with { Until = e.Time.CountedAt });
                return true;
            default:
                return false;
        }
    }

    private static void Judge(OrderRow row, int number, Func<OrderPause, OrderPause> change)
    {
        row.Pauses = [.. row.Pauses.Select(p => p.Number == number ? change(p) : p)];
        if (row.Status == OrderStatus.Suspended && row.Pauses.All(p => p.Until is not null))
        {
            row.Status = row.StatusBeforePause;
        }
    }

    private static void TakeCount(OrderRow row, IEvent happened)
    {
        switch (happened)
        {
            case OrderUrged e:
                row.UrgeCount = e.UrgeCount;
                break;
            case RepeatRecorded e:
                row.RepeatCount = e.RepeatCount;
                break;
            case FalseReplyFound e:
                Find(row, e.ContractorId);
                Correct(row, e.CountedRestoredAt);
                break;
            case RestorationCorrected e:
                Correct(row, e.CountedRestoredAt);
                break;
            case ClockWarned e:
                row.Warned |= ClockWords.Bit(e.Clock);
                break;
            case ClockBreached e:
                row.Breached |= ClockWords.Bit(e.Clock);
                break;
            case BreachLifted e:
                row.Breached &= ~ClockWords.Bit(e.Clock);
                break;
        }
    }
}
