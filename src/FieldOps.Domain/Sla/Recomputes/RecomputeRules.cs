using System.Collections.Immutable;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>
/// What a change makes of an order's clocks: limits by the same matrix, time by the same arithmetic as while it ran.
/// One object for one run, for one thread: it keeps the limits of orders that are alike.
/// </summary>
/// <param name="change">What is changed.</param>
/// <param name="policyOf">A version of a limit matrix; null when it is not known any more.</param>
/// <param name="calendarOf">A version of a calendar; null when it is not known.</param>
/// <param name="calendarAt">The version of a calendar that held at an instant; null when there is none.</param>
public sealed class RecomputeRules(
    RecomputeChange change,
    Func<RuleVersion, SlaPolicy?> policyOf,
    Func<RuleVersion, WorkCalendar?> calendarOf,
    Func<string, DateTimeOffset, WorkCalendar?> calendarAt)
{
    /// <summary>The rule set that the limits would follow from is not known any more.</summary>
    public const string RuleSetUnknown = "sla-recompute.rule-set-unknown";

    private readonly Dictionary<Guid, OrderChange> _orders = change.Orders.ToDictionary(o => o.OrderId);
    private readonly Dictionary<string, WorkCalendar?> _named =
        change.Calendars.ToDictionary(c => c.Id, calendarOf, StringComparer.Ordinal);

    private readonly SlaPolicy? _policy = change.SlaPolicy is { } version ? policyOf(version) : null;
    private readonly Dictionary<LimitKey, SlaAnswer> _alike = [];
    private readonly Dictionary<SlaPolicy, ImmutableArray<string>> _calendars =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>The change of one order; null when it is only taken in by the scope.</summary>
    public OrderChange? ChangeOf(Guid orderId) => _orders.GetValueOrDefault(orderId);

    /// <summary>What becomes of an order.</summary>
    /// <param name="order">Its intervals.</param>
    /// <param name="now">For clocks that still run.</param>
    public RecomputedOrder Of(OrderIntervals order, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(order);
        var own = ChangeOf(order.OrderId);
        if (Fault(order, own) is { } fault)
        {
            return RecomputedOrder.Unresolved(order, fault);
        }

        var terms = order.Terms;
        if (change.ChoosesLimits || own is { Facts.SaysSomething: true })
        {
            var answer = LimitsOf(order, own?.Facts ?? OrderCorrection.None);
            if (answer.Terms is null)
            {
                return RecomputedOrder.Unresolved(order, answer.Refusal!.Code);
            }

            terms = answer.Terms;
        }

        if (own?.Outside?.UnknownClock(terms) is not null)
        {
            return RecomputedOrder.Unresolved(order, WorkOrderRefusals.ClockUnknown);
        }

        return Compared(order, terms, own, now);
    }

    private static RecomputedOrder Compared(
        OrderIntervals order, SlaTerms terms, OrderChange? own, DateTimeOffset now)
    {
        var changed = order.With(own?.Outside);
        var before = order.HasEnded ? order.Verdicts : ClockVerdict.Of(order.ClocksUnder(order.Terms, [], now));
        var after = ClockVerdict.Of(changed.ClocksUnder(terms, own?.Pauses ?? [], now));
        var isNew = !ReferenceEquals(terms, order.Terms) && !SlaTermsEquality.SameLimits(terms, order.Terms);
        var found = new RecomputedOrder(order, before, after, isNew ? terms : null, null);
        return order.Shares.IsEmpty ? found : found with { Shares = SharesOf(changed, terms, own?.Pauses ?? []) };
    }

    private static ImmutableArray<RecomputedShare> SharesOf(
        OrderIntervals order, SlaTerms terms, ImmutableArray<PauseRuling> rulings) =>
    [
        .. order.Shares.Select(s => new RecomputedShare(
            s.ContractorId, s.Verdicts, ClockVerdict.Of(order.ClocksUnder(terms, rulings, s)))),
    ];

    private static string? Fault(OrderIntervals order, OrderChange? own)
    {
        if (own is null || (own.Pauses.IsEmpty && own.Outside is null))
        {
            return null;
        }

        if (!order.HasEnded)
        {
            return WorkOrderRefusals.RecomputeRunning;
        }

        return own.Pauses.All(r => order.Pauses.Any(p => p.Number == r.PauseNumber))
            ? null
            : WorkOrderRefusals.PauseUnknown;
    }

    private SlaAnswer LimitsOf(OrderIntervals order, OrderCorrection correction)
    {
        var pinned = new RuleVersion(order.Terms.PolicyId, order.Terms.PolicyVersion);
        if ((_policy ?? policyOf(pinned)) is not { } policy)
        {
            return SlaAnswer.No(RuleSetUnknown, ("id", pinned.Id));
        }

        var decided = DecidedAt(policy, order);
        var at = decided ?? order.RulesAt;
        var facts = order.Asset.With(correction);
        var asked = new SlaQuestion(
            facts.AssetClass, facts.AreaClass, facts.Severity, facts.WorkKind, facts.BatteryMinutes, facts.Tags, at);
        if (policy.Grades is { } grades && grades.Any(g => facts.Tags.Contains(g.Tag)))
        {
            // The strictest of several limits under calendars depends on the very instant.
            return Decided(Made(policy, asked), decided);
        }

        var key = new LimitKey(
            policy.Id, policy.Version, facts.AssetClass, facts.AreaClass, facts.Severity, facts.WorkKind,
            facts.BatteryMinutes, CalendarsAt(policy, at));
        if (!_alike.TryGetValue(key, out var known))
        {
            known = _alike[key] = Made(policy, asked);
        }

        return Decided(known, decided);
    }

    // Under its own matrix, named or not, an order keeps its deciding instant; another matrix says which it is. Null:
    // the creation, that is when its rules were asked for.
    private static DateTimeOffset? DecidedAt(SlaPolicy policy, OrderIntervals order) =>
        (policy.Id, policy.Version) == (order.Terms.PolicyId, order.Terms.PolicyVersion) ? order.Terms.DecidedAt
        : policy.DecidedAt == SlaInstant.Created ? null
        : order.OccurredAt;

    private static SlaAnswer Decided(SlaAnswer answer, DateTimeOffset? at) =>
        answer.Terms is { } terms && terms.DecidedAt != at ? SlaAnswer.Yes(terms with { DecidedAt = at }) : answer;

    private SlaAnswer Made(SlaPolicy policy, SlaQuestion asked) =>
        SlaTermsMaking.TermsFor(policy, asked, id => CalendarAt(id, asked.DecidedAt));

    private WorkCalendar? CalendarAt(string id, DateTimeOffset at) =>
        _named.TryGetValue(id, out var named) ? named : calendarAt(id, at);

    // Hours hold the listed days around a year, of the versions that held at the instant.
    private string CalendarsAt(SlaPolicy policy, DateTimeOffset at)
    {
        if (!_calendars.TryGetValue(policy, out var ids))
        {
            ids = _calendars[policy] = SlaPolicyCheck.CalendarsOf(policy);
        }

        if (ids.IsEmpty)
        {
            return string.Empty;
        }

        var text = at.UtcDateTime.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return ids.Aggregate(text, (all, id) => $"{all}/{id}.{CalendarAt(id, at)?.Version}");
    }

    private readonly record struct LimitKey(
        string Policy,
        int Version,
        string AssetClass,
        string AreaClass,
        string Severity,
        string WorkKind,
        int? BatteryMinutes,
        string Calendars);
}
