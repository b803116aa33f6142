using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Accept, refuse, and the dispatcher's answer to a refusal.</summary>
internal static class Signing
{
    private const string ReasonRefused = "refused";

    public static Decision Accept(AcceptOrder wish, Asked asked)
    {
        if (Allow.Lead(asked) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (asked.Status is OrderStatus.Accepted or OrderStatus.InProgress)
        {
            return wish.TimeStated && wish.At.ClaimedAt.ToUniversalTime() != asked.State.AcceptanceClaim
                && asked.State.AcceptanceClaim is not null
                ? Decision.Refuse(Milestones.Recorded("accepted", asked.State.AcceptedAt!.Value))
                : Decision.Nothing;
        }

        no = Allow.Status(asked, WorkOrderRefusals.WrongStatus, OrderStatus.Dispatched)
            ?? Certified.FaultOf(wish.Taker, asked.By.ContractorId)
            ?? Claims.FaultOf(wish.At, asked.Rules.Times, asked.Now);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var time = Claims.Read(wish.At, asked.Rules.Times, asked.Now);
        return Milestones.BeforeDispatch(time, asked) is { } early
            ? Decision.Refuse(early)
            : Decision.Of(new OrderAccepted(asked.State.Lead!.ContractorId, time));
    }

    public static Decision Assign(AssignPerson wish, Asked asked)
    {
        var no = (asked.By.ContractorId is null
                ? Allow.LeadOrDispatcher(asked)
                    ?? (wish.WholeLot ? Refusal.Of(WorkOrderRefusals.WholeOutsourcing) : null)
                : Allow.Lead(asked, WorkOrderRights.CrewDispatcher))
            ?? Allow.Status(
                asked, WorkOrderRefusals.WrongStatus, OrderStatus.Dispatched, OrderStatus.Accepted,
                OrderStatus.InProgress, OrderStatus.Suspended)
            ?? Certified.FaultOf(wish.Member, asked.State.Lead!.ContractorId, wish.CertifiedOnly);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var named = new AssignedPerson(wish.Member.Person, wish.Member.Team);
        return named == asked.State.Person
            ? Decision.Nothing
            : Decision.Of(new PersonAssigned(
                asked.State.Lead!.ContractorId, named.Person, named.Team, asked.Now));
    }

    public static Decision Refuse(RefuseOrder wish, Asked asked)
    {
        var no = Allow.Lead(asked)
            ?? Allow.Status(
                asked, WorkOrderRefusals.WrongStatus, OrderStatus.Dispatched, OrderStatus.Accepted,
                OrderStatus.InProgress)
            ?? Allow.Reason(wish.Reason);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var lead = asked.State.Lead!;
        if (asked.State.TransferredFrom is { } former && asked.Status == OrderStatus.Dispatched)
        {
            var back = new DispatchChoice(former, "transfer-refused", asked.State.Choice!.Scope, []);
            // Who gave it away by its own word does not take that back by refusing what comes back of it.
            var gaveItAway = asked.State.Assignments.Any(a => a.ContractorId == lead.ContractorId && a.PassedItOn);
            return Decision.Of(
                new TransferRefused(lead, former, wish.Reason, asked.Now),
                Dispatching.Sent(asked.Origin, asked.State, back, former, asked.Now, gaveItAway));
        }

        return Decision.Of(new OrderRefused(lead.ContractorId, wish.Reason, asked.Now));
    }

    public static Decision Confirm(ConfirmRefusal wish, Asked asked)
    {
        var no = Allow.Dispatcher(asked.By)
            ?? Allow.Status(asked, WorkOrderRefusals.NotRefused, OrderStatus.ReturnPending)
            ?? Allow.Note(wish.Note);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var (origin, contractor) = (asked.Origin, asked.State.Lead!.ContractorId);
        var confirmed = new RefusalConfirmed(contractor, wish.Note ?? string.Empty, asked.Now);
        return wish.CloseOrder
            ? Decision.Of(
                confirmed,
                new OrderClosedByRefusal(
                    origin.OrderId, origin.Number, origin.Ticket, origin.Asset.AssetId, contractor, origin.OccurredAt,
                    asked.Now))
            : Decision.Of(confirmed, Dispatching.Queued(origin, null, ReasonRefused, contractor, asked.Now));
    }

    public static Decision Reject(RejectRefusal wish, Asked asked)
    {
        var no = Allow.Dispatcher(asked.By)
            ?? Allow.Status(asked, WorkOrderRefusals.NotRefused, OrderStatus.ReturnPending)
            ?? Allow.Reason(wish.Reason);
        return no is null
            ? Decision.Of(new RefusalRejected(asked.State.Lead!.ContractorId, wish.Reason, asked.Now))
            : Decision.Refuse(no);
    }
}
