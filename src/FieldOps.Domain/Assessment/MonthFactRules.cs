using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Assessment;

/// <summary>How facts come into a month: while it is open they count, afterwards they are kept.</summary>
internal static class MonthFactRules
{
    public static Decision Enter(MonthState state, EnterOrder wish, DateTimeOffset now)
    {
        if (Known(state, wish.OrderId) is { Withdrawn: null } || IsOvertaken(state, wish.OrderId, wish.SourcePosition))
        {
            return Decision.Nothing;
        }

        var order = new OrderFact(
            wish.OrderId, wish.Number, wish.LotId, wish.AssetId, wish.AssetClass, wish.WorkKind, wish.OccurredAt,
            wish.SourcePosition);
        return OrderRefusal(state, wish.Month, wish.OrderId, wish.OccurredAt) is { } refusal
            ? Decision.Refuse(refusal)
            : Take(state, wish.Month, now, new MonthOrderEntered(order));
    }

    public static Decision Record(MonthState state, RecordOutcome wish, DateTimeOffset now)
    {
        var outcome = wish.Outcome;
        if (outcome.ContractorId != wish.Month.ContractorId)
        {
            return Decision.Refuse(MonthRefusals.OtherContractor, ("contractor", wish.Month.ContractorCode));
        }

        if (IsOvertaken(state, outcome.OrderId, wish.SourcePosition))
        {
            return Decision.Nothing;
        }

        var ended = EndedFact.Of(outcome, wish.SourcePosition);
        var known = Known(state, outcome.OrderId);
        if (known?.Ended is { } before)
        {
            return before.SaysSameAs(ended)
                ? Decision.Nothing
                : Decision.Refuse(MonthRefusals.OrderAlreadyEnded, ("number", outcome.Number));
        }

        if (OrderRefusal(state, wish.Month, outcome.OrderId, outcome.OccurredAt) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var order = OrderOf(outcome, known?.EnteredFrom ?? wish.SourcePosition, ended);
        return outcome.FalseReply && !Knows(state, FindingIdOf(outcome))
            ? Take(state, wish.Month, now, new MonthOutcomeRecorded(order), FalseReplyOf(wish, now))
            : Take(state, wish.Month, now, new MonthOutcomeRecorded(order));
    }

    public static Decision Correct(MonthState state, CorrectOutcome wish, DateTimeOffset now)
    {
        var outcome = wish.Outcome;
        var known = Known(state, outcome.OrderId);
        if (known?.Ended is not { } before)
        {
            return Record(state, new RecordOutcome(wish.Month, outcome, wish.SourcePosition), now);
        }

        var ended = EndedFact.Of(outcome, wish.SourcePosition);
        if (before.SaysSameAs(ended) || IsOvertaken(state, outcome.OrderId, wish.SourcePosition))
        {
            return Decision.Nothing;
        }

        var corrected = new MonthOutcomeRecorded(known with { Ended = ended with { Before = before } });
        return state.Status == MonthStatus.Open
            ? Decision.Of(corrected)
            : Decision.Of(new MonthLateFactRecorded(LateFact.Of(corrected), now));
    }

    public static Decision Withdraw(MonthState state, WithdrawOrder wish, DateTimeOffset now)
    {
        if (state.Month is null)
        {
            return Decision.Refuse(MonthRefusals.Unknown);
        }

        if (Known(state, wish.OrderId) is null or { Withdrawn: not null }
            || IsOvertaken(state, wish.OrderId, wish.SourcePosition))
        {
            return Decision.Nothing;
        }

        var left = new MonthOrderWithdrawn(
            wish.OrderId, wish.Number, new WithdrawnFact(wish.Reason, wish.SourcePosition));
        return Take(state, wish.Month, now, left);
    }

    public static Decision Find(MonthState state, RecordFinding wish, Actor by, DateTimeOffset now)
    {
        var finding = wish.Finding;
        if (Knows(state, finding.FindingId))
        {
            return Decision.Nothing;
        }

        // What the log tells comes when it comes; what people find after the freeze they must call late.
        var isOfPeople = finding.From == 0;
        if (isOfPeople && MonthLateRules.RefusalOf(state, wish.Month, wish.LateReason, now) is { } closed)
        {
            return Decision.Refuse(closed);
        }

        if (TextRefusal(finding.Kind, finding.Evidence) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (finding.Levels is < 0 or > MonthLimits.LevelsMax)
        {
            return OutOfRange(0, MonthLimits.LevelsMax);
        }

        if (state.Findings.Count >= MonthLimits.FindingsMax)
        {
            return Full("findings", MonthLimits.FindingsMax);
        }

        var found = new MonthFindingRecorded(finding);
        return isOfPeople
            ? MonthLateRules.Take(state, wish.Month, found, wish.LateReason, by, now)
            : Take(state, wish.Month, now, found);
    }

    public static Decision Violate(MonthState state, RecordViolation wish, Actor by, DateTimeOffset now)
    {
        var known = MonthLateRules.Known(state).Violations;
        if (known.ContainsKey(wish.ViolationId))
        {
            return Decision.Nothing;
        }

        if (MonthLateRules.RefusalOf(state, wish.Month, wish.LateReason, now) is { } closed)
        {
            return Decision.Refuse(closed);
        }

        if (TextRefusal(wish.Kind, wish.Evidence) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (!wish.Month.Holds(wish.OccurredAt))
        {
            return Decision.Refuse(NotThisMonth(wish.Month, wish.OccurredAt));
        }

        if (wish.OccurredAt > now)
        {
            return Decision.Refuse(
                MonthRefusals.NotYet, ("at", wish.OccurredAt.ToString("O", CultureInfo.InvariantCulture)));
        }

        var rules = wish.Rules;
        var points = PointsOf(wish);
        if (wish.Class == ViolationClass.Class2 && (points < rules.Class2PointsMin || points > rules.Class2PointsMax
            || decimal.Round(points, 2) != points))
        {
            return OutOfRange(rules.Class2PointsMin, rules.Class2PointsMax);
        }

        var breach = new ViolationFact(
            wish.ViolationId, wish.Class, wish.Kind, points, wish.Evidence, wish.OccurredAt, by.Id);
        return known.Count >= MonthLimits.ViolationsMax
            ? Full("violations", MonthLimits.ViolationsMax)
            : MonthLateRules.Take(
                state, wish.Month, new MonthViolationRecorded(breach, now), wish.LateReason, by, now);
    }

    private static decimal PointsOf(RecordViolation wish) => wish.Class switch
    {
        ViolationClass.Class1 => wish.Rules.Class1Points,
        ViolationClass.Class2 => wish.Points ?? -1m,
        _ => 0m,
    };

    private static Decision Take(MonthState state, MonthRef month, DateTimeOffset now, params IEvent[] facts)
    {
        if (state.Month is null)
        {
            return Decision.Of(facts.Prepend(new MonthOpened(month)));
        }

        if (state.Status == MonthStatus.Open)
        {
            return Decision.Of(facts);
        }

        // A reactor may deliver twice: what already waits is not kept again.
        var fresh = facts.Select(LateFact.Of).Where(late => !state.Late.Any(l =>
            l.Kind() == late.Kind() && l.SubjectId() == late.SubjectId() && l.From() == late.From()));
        return Decision.Of(fresh.Select(late => new MonthLateFactRecorded(late, now)));
    }

    private static OrderFact OrderOf(OrderOutcome outcome, long enteredFrom, EndedFact ended) => new(
        outcome.OrderId, outcome.Number, outcome.LotId, outcome.AssetId, outcome.AssetClass, outcome.WorkKind,
        outcome.OccurredAt, enteredFrom, ended);

    // The order as the facts that wait left it.
    private static OrderFact? Known(MonthState state, Guid orderId) => state.Late
        .Where(l => l.SubjectId() == orderId)
        .Aggregate(state.Orders.GetValueOrDefault(orderId), (known, late) => late switch
        {
            { Entered: { } e } => e.Order,
            { Outcome: { } e } => e.Order,
            { Withdrawn: { } e } => known is null ? null : known with { Withdrawn = e.Withdrawn },
            _ => known,
        });

    // A command that people had to see to comes when the log's later ones are long in: what they said stands.
    private static bool IsOvertaken(MonthState state, Guid orderId, long position) =>
        position > 0 && Known(state, orderId) is { } known
        && position < Math.Max(known.EnteredFrom, Math.Max(known.Ended?.From ?? 0, known.Withdrawn?.From ?? 0));

    private static Refusal? OrderRefusal(MonthState state, MonthRef month, Guid orderId, DateTimeOffset occurredAt)
    {
        if (!month.Holds(occurredAt))
        {
            return NotThisMonth(month, occurredAt);
        }

        return state.Orders.Count >= MonthLimits.OrdersMax && !state.Orders.ContainsKey(orderId)
            ? Full("orders", MonthLimits.OrdersMax).Refusal
            : null;
    }

    private static bool Knows(MonthState state, Guid findingId) =>
        state.Findings.ContainsKey(findingId)
        || state.Late.Any(l => l.Finding?.Finding.FindingId == findingId);

    private static Guid FindingIdOf(OrderOutcome outcome) => MonthFindings.FalseReplyId(outcome.OrderId);

    private static MonthFindingRecorded FalseReplyOf(RecordOutcome wish, DateTimeOffset now) => new(
        new FindingFact(
            FindingIdOf(wish.Outcome), MonthFindings.FalseReply, wish.Outcome.OrderId, wish.Outcome.Number, 0,
            "work order outcome", now, wish.SourcePosition));

    private static Refusal? TextRefusal(string kind, string evidence)
    {
        if (string.IsNullOrWhiteSpace(kind) || kind.Length > MonthLimits.KindCharactersMax)
        {
            return Refusal.Of(MonthRefusals.KindInvalid);
        }

        return string.IsNullOrWhiteSpace(evidence) || evidence.Length > MonthLimits.TextCharactersMax
            ? Refusal.Of(MonthRefusals.EvidenceMissing)
            : null;
    }

    private static Refusal NotThisMonth(MonthRef month, DateTimeOffset at) => Refusal.Of(
        MonthRefusals.NotThisMonth, ("month", month.Month), ("at", at.ToString("O", CultureInfo.InvariantCulture)));

    private static Decision OutOfRange(decimal least, decimal most) => Decision.Refuse(
        MonthRefusals.PointsOutOfRange,
        ("least", least.ToString(CultureInfo.InvariantCulture)),
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    private static Decision Full(string list, int limit) => Decision.Refuse(
        MonthRefusals.Full, ("list", list), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}
