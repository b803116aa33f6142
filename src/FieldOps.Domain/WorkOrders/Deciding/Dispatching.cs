using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Create, dispatch, transfer, add-assign.</summary>
internal static class Dispatching
{
    public static Decision Create(CreateOrder wish, Actor by, DateTimeOffset now)
    {
        var no = Allow.Dispatcher(by)
            ?? BeginningFault(wish, now)
            ?? (wish.Choice.Assignee is null ? null : FaultOf(wish.Choice));
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var created = new OrderCreated(
            wish.OrderId,
            wish.Number,
            wish.Ticket,
            wish.Asset,
            wish.WorkKind,
            wish.Severity,
            wish.Cause,
            wish.Description,
            wish.OccurredAt.ToUniversalTime(),
            wish.AlarmId,
            wish.Terms,
            wish.Rules,
            now)
        {
            RulesAt = wish.RulesAt is { } asked && asked != now ? asked.ToUniversalTime() : null,
        };
        return wish.Choice.Assignee is { } assignee
            ? Decision.Of(created, Sent(created, WorkOrderState.Initial, wish.Choice, assignee, now))
            : Decision.Of(created, Queued(created, wish.Choice, wish.Choice.ReasonCode, null, now));
    }

    // Where a ticket stands behind the order, the ticket's own rules have taken the time.
    private static Refusal? BeginningFault(CreateOrder wish, DateTimeOffset now)
    {
        var at = wish.OccurredAt;
        if (wish.Ticket is not null)
        {
            return null;
        }

        if (at > now.AddMinutes(wish.Rules.Times.FutureMinutesMax))
        {
            return Refusal.Of(WorkOrderRefusals.TimeInFuture, ("at", Words.Of(at)), ("now", Words.Of(now)));
        }

        return wish.OccurredAgeMinutesMax is { } most && at < now.AddMinutes(-most)
            ? Refusal.Of(WorkOrderRefusals.TimeTooOld, ("at", Words.Of(at)), ("maxMinutes", Words.Of(most)))
            : null;
    }

    /// <summary>The same order asked for twice is no fault; another order under its id is.</summary>
    public static Decision CreateAgain(CreateOrder wish, Asked asked) =>
        wish.OrderId == asked.Origin.OrderId && wish.Ticket == asked.Origin.Ticket
        && wish.Asset.AssetId == asked.Origin.Asset.AssetId && wish.WorkKind == asked.Origin.WorkKind
            ? Decision.Nothing
            : Decision.Refuse(WorkOrderRefusals.AlreadyCreated);

    public static Decision Dispatch(DispatchOrder wish, Asked asked)
    {
        var no = Allow.Dispatcher(asked.By)
            ?? Signed(asked)
            ?? Allow.Status(
                asked, WorkOrderRefusals.WrongStatus, OrderStatus.Created, OrderStatus.Dispatched,
                OrderStatus.ReturnPending)
            ?? FaultOf(wish.Choice)
            ?? NewHands(asked, wish.Choice.Assignee!);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var sent = Sent(asked.Origin, asked.State, wish.Choice, wish.Choice.Assignee!, asked.Now);
        return asked.Status == OrderStatus.ReturnPending
            ? Decision.Of(new RefusalConfirmed(asked.State.Lead!.ContractorId, string.Empty, asked.Now), sent)
            : Decision.Of(sent);
    }

    public static Decision Transfer(TransferOrder wish, Asked asked)
    {
        var who = asked.By.ContractorId is null
            ? Allow.Dispatcher(asked.By)
            : Allow.Lead(asked, WorkOrderRights.CrewDispatcher);
        var no = who
            ?? Allow.Status(
                asked, WorkOrderRefusals.WrongStatus, OrderStatus.Dispatched, OrderStatus.Accepted,
                OrderStatus.InProgress)
            ?? Allow.Reason(wish.Reason)
            ?? Late(asked)
            ?? FaultOf(wish.Choice)
            ?? NewHands(asked, wish.Choice.Assignee!);
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var to = wish.Choice.Assignee!;
        return Decision.Of(
            new OrderTransferred(asked.State.Lead!, to, wish.Reason, asked.Now),
            Sent(
                asked.Origin, asked.State, wish.Choice, to, asked.Now,
                byOwnWord: asked.By.ContractorId is not null));
    }

    public static Decision AddAssist(AddAssist wish, Asked asked)
    {
        var max = asked.Rules.AssistCountMax;
        var no = Allow.Dispatcher(asked.By) ?? Allow.Reason(wish.Reason);
        if (no is null && asked.State.Lead is null)
        {
            no = Refusal.Of(WorkOrderRefusals.NotAssigned);
        }
        else if (no is null && Takes(asked.State, wish.Party.ContractorId))
        {
            no = Refusal.Of(WorkOrderRefusals.AlreadyAssisting);
        }
        else if (no is null && asked.State.Assisting.Length >= max)
        {
            no = Refusal.Of(WorkOrderRefusals.AssistLimitReached, ("max", Words.Of(max)));
        }

        return no is null
            ? Decision.Of(new AssistAdded(wish.Party, wish.Reason, asked.Now))
            : Decision.Refuse(no);
    }

    public static OrderQueued Queued(
        OrderCreated origin, DispatchChoice? choice, string reason, Guid? previous, DateTimeOffset now) =>
        new(origin.OrderId, origin.Number, choice, reason, previous, origin.OccurredAt, now);

    public static OrderDispatched Sent(
        OrderCreated origin,
        WorkOrderState state,
        DispatchChoice choice,
        Assignee to,
        DateTimeOffset now,
        bool byOwnWord = false)
    {
        // Who has had the order before goes on under the clocks that it left running; another party starts afresh.
        var before = state.Assignments.FirstOrDefault(a => a.ContractorId == to.ContractorId);
        var sent = new OrderDispatched(
            origin.OrderId,
            origin.Number,
            to,
            choice,
            state.AssignmentNumber + 1,
            state.Lead?.ContractorId,
            origin.Asset.AssetId,
            origin.Asset.AssetClass,
            origin.Asset.Region,
            origin.Asset.County,
            origin.WorkKind,
            origin.OccurredAt,
            before?.ClocksStartAt ?? now,
            now)
        {
            OnLoadFrom = before is not null ? before.OnLoadFrom
                : state.Assignments.IsEmpty || now <= origin.OccurredAt ? null
                : now,
        };
        return before is null && !byOwnWord
            ? sent
            : new OrderDispatchedAgain(sent)
            {
                PreviousPassedItOn = byOwnWord ? true : null,
                Past = before?.PastAt(now).Since(state.RestoreOwedFrom),
            };
    }

    // Whoever leaves an order leaves its lateness behind: so a late party does not decide that alone (buck-passing,
    // domain reference, section 5.5). It asks the dispatcher, or returns the order, which the dispatcher confirms.
    private static Refusal? Late(Asked asked)
    {
        if (asked.By.ContractorId is null)
        {
            return null;
        }

        var late = string.Join(
            ',',
            OrderClocks.Of(asked.State, asked.Now).Where(c => c.Outcome == ClockOutcome.Late)
                .Select(c => Words.Of(c.Clock)));
        return late.Length == 0 ? null : Refusal.Of(WorkOrderRefusals.LateAtTransfer, ("clocks", late));
    }

    // Who has signed loses the order by a transfer, which names a reason (domain reference, section 5.2).
    private static Refusal? Signed(Asked asked) => asked.Status is OrderStatus.Accepted or OrderStatus.InProgress
        ? Refusal.Of(WorkOrderRefusals.SignedAlready, ("contractor", asked.State.Lead!.ContractorCode))
        : null;

    private static bool Takes(WorkOrderState state, Guid contractorId) =>
        state.Lead?.ContractorId == contractorId || state.Assisting.Any(a => a.ContractorId == contractorId);

    private static Refusal? NewHands(Asked asked, Assignee to)
    {
        if (asked.State.Lead?.ContractorId == to.ContractorId)
        {
            return Refusal.Of(WorkOrderRefusals.SameAssignee);
        }

        if (asked.State.ShareOf(to.ContractorId) is not null)
        {
            return Refusal.Of(WorkOrderRefusals.ShareClosed, ("contractor", to.ContractorCode));
        }

        var max = asked.Rules.AssignmentCountMax;
        return asked.State.AssignmentNumber >= max
            ? Refusal.Of(WorkOrderRefusals.AssignmentsLimitReached, ("max", Words.Of(max)))
            : null;
    }

    private static Refusal? FaultOf(DispatchChoice choice)
    {
        if (choice.Assignee is not { } to)
        {
            return Refusal.Of(WorkOrderRefusals.NoAssignee, ("reason", choice.ReasonCode));
        }

        var candidate = choice.Candidates.FirstOrDefault(c => c.ContractorId == to.ContractorId);
        var verdict = candidate?.Verdict;
        if (verdict == CandidateVerdicts.NotActive)
        {
            return Refusal.Of(WorkOrderRefusals.ContractorNotActive, ("contractor", to.ContractorCode));
        }

        if (CandidateVerdicts.IsOfContract(verdict))
        {
            return Refusal.Of(
                WorkOrderRefusals.ContractNotInForce, ("contractor", to.ContractorCode), ("lot", "-"),
                ("contract", "-"), ("reason", verdict!));
        }

        if (verdict == CandidateVerdicts.QualificationExpired)
        {
            return Refusal.Of(
                WorkOrderRefusals.QualificationExpired, ("contractor", to.ContractorCode),
                ("qualification", candidate!.Qualification ?? "-"));
        }

        return (to.InHouse, choice.Scope.Outcome) switch
        {
            (true, _) or (_, ScopeOutcomes.Allowed) => null,
            (_, ScopeOutcomes.PilotOnly) when verdict != CandidateVerdicts.NotPilot => null,
            (_, ScopeOutcomes.PilotOnly) => ByScope(WorkOrderRefusals.NotPilot, choice.Scope),
            _ => ByScope(WorkOrderRefusals.ScopeDenied, choice.Scope),
        };
    }

    private static Refusal ByScope(string code, ScopeVerdict scope) => Refusal.Of(
        code,
        ("policy", scope.PolicyId),
        ("rule", scope.RuleId),
        ("outcome", scope.Outcome),
        ("source", scope.Source));
}
