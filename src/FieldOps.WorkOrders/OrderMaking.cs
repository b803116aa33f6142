using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.WorkOrders;

/// <summary>What an order is wanted for, before terms, rules and party are known.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Ticket">The ticket behind it.</param>
/// <param name="Asset">The asset.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="Severity">X.733 word.</param>
/// <param name="Cause">Cause or reason.</param>
/// <param name="Description">For people.</param>
/// <param name="OccurredAt">When the trouble began.</param>
/// <param name="AlarmId">The alarm behind it.</param>
internal sealed record OrderWanted(
    Guid OrderId,
    string Number,
    TicketRef? Ticket,
    AssetFacts Asset,
    string WorkKind,
    string Severity,
    string Cause,
    string Description,
    DateTimeOffset OccurredAt,
    string? AlarmId);

/// <summary>Pins the rule sets of a tenant, as they are at the moment, to a wanted order.</summary>
internal sealed class OrderMaking(OrderRuleSets policies)
{
    private const string NoFaultOrder = "sla.severity-no-order";

    /// <summary>Terms for the work; where the severity makes no fault order, for an inspection.</summary>
    public (OrderWanted Wanted, SlaAnswer Answer) TermsFor(OrderWanted wanted, DateTimeOffset at)
    {
        var (policy, decidedAt) = PolicyFor(wanted, at);
        var answer = Ask(policy, wanted, at, decidedAt);
        if (answer.Refusal?.Code != NoFaultOrder)
        {
            return (wanted, answer);
        }

        var inspection = wanted with { WorkKind = WorkKinds.Inspection };
        return (inspection, Ask(policy, inspection, at, decidedAt));
    }

    /// <summary>The command, with the rules of the instant that its terms were asked at.</summary>
    public CreateOrder Make(OrderWanted wanted, SlaTerms terms, DispatchChoice choice, DateTimeOffset at) => new(
        wanted.OrderId,
        wanted.Number,
        wanted.Ticket,
        wanted.Asset,
        wanted.WorkKind,
        wanted.Severity,
        wanted.Cause,
        wanted.Description,
        wanted.OccurredAt,
        wanted.AlarmId,
        terms,
        Pinned(wanted, at),
        choice,
        policies.RulesAt(at).OccurredAgeMinutesMax)
    {
        RulesAt = at,
    };

    /// <summary>The automatic choice.</summary>
    public DispatchChoice Choose(
        OrderWanted wanted,
        DispatchDirectory directory,
        IReadOnlyDictionary<Guid, int>? loads,
        DateTimeOffset at,
        IReadOnlyDictionary<(Guid Lot, Guid Contractor), int>? volumes = null) =>
        DispatchChoices.Choose(
            policies.ScopeAt(at), directory, wanted.Asset, wanted.WorkKind, wanted.OrderId, at, loads, volumes);

    /// <summary>What is asked of outside contractors.</summary>
    public DispatchDemands DemandsAt(DateTimeOffset at) => policies.ScopeAt(at).Demands();

    /// <summary>A version of a matrix; null when it is not known any more.</summary>
    public SlaPolicy? MatrixOf(string id, int version) => policies.MatrixOf(id, version);

    /// <summary>A dispatcher's own choice.</summary>
    public HandDispatch ByHand(
        AssetFacts asset, string workKind, DispatchDirectory directory, Guid contractorId, DateTimeOffset at) =>
        DispatchChoices.ByHand(policies.ScopeAt(at), directory, asset, workKind, contractorId, at);

    /// <summary>What a ladder's step says.</summary>
    public NoticeTemplate? TemplateOf(string ladder, int version, string template) =>
        policies.TemplateOf(ladder, version, template);

    /// <summary>Who hears of an urge by hand under a ladder; null for nobody.</summary>
    public UrgeAudience? UrgeOf(string ladder, int version) => policies.UrgeOf(ladder, version);

    /// <summary>Who hears of a pause that nobody has judged, under a ladder; null for nobody.</summary>
    public UrgeAudience? JudgementOf(string ladder, int version) => policies.JudgementOf(ladder, version);

    /// <summary>
    /// When a pause that is asked for at an instant is to be judged, under an order's rules; null: around the clock.
    /// </summary>
    public DateTimeOffset? JudgeBy(PauseRules rules, DateTimeOffset at) =>
        rules is { DecisionCalendar: { } id, DecisionHours: null } && policies.CalendarAt(id, at) is { } calendar
            ? calendar.HoursAround(at).Time().After(at, TimeSpan.FromMinutes(rules.DecisionMinutes))
            : null;

    private PinnedRules Pinned(OrderWanted wanted, DateTimeOffset at)
    {
        var rules = policies.RulesAt(at).Pin(wanted.Asset.EntityType, wanted.WorkKind);
        return rules with { Ladder = policies.LadderAt(at)?.Pin() };
    }

    // The version of the moment says which instant decides; that instant, where it is not the moment, then names the
    // version, and stands in the terms whatever that version says of new orders.
    private (SlaPolicy Policy, DateTimeOffset? DecidedAt) PolicyFor(OrderWanted wanted, DateTimeOffset at)
    {
        var policy = policies.SlaAt(at);
        if (policy.DecidedAt == SlaInstant.Created)
        {
            return (policy, null);
        }

        var occurred = wanted.OccurredAt.ToUniversalTime();
        return (policies.SlaAt(occurred), occurred);
    }

    private SlaAnswer Ask(SlaPolicy policy, OrderWanted wanted, DateTimeOffset at, DateTimeOffset? decidedAt)
    {
        var instant = decidedAt ?? at;
        var answer = SlaTermsMaking.TermsFor(
            policy,
            new SlaQuestion(
                wanted.Asset.AssetClass, wanted.Asset.AreaClass, wanted.Severity, wanted.WorkKind,
                wanted.Asset.BatteryMinutes, wanted.Asset.Tags, instant),
            id => policies.CalendarAt(id, instant));
        return answer.Terms is { } terms ? SlaAnswer.Yes(terms with { DecidedAt = decidedAt }) : answer;
    }
}
