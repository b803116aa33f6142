using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;

namespace FieldOps.WorkOrders;

/// <summary>The rule sets of one tenant, and which version of each holds when.</summary>
internal sealed class OrderRuleSets(
    OrderPolicyOptions options,
    PolicySet<SlaPolicy> sla,
    PolicySet<WorkOrderRules> rules,
    PolicySet<ScopePolicy> scope,
    PolicySet<WorkCalendar> calendars,
    PolicySet<LadderPolicy> ladders)
{
    public SlaPolicy SlaAt(DateTimeOffset at) => sla.EffectiveAt(options.SlaPolicy, at) ?? Of(sla, options.SlaPolicy);

    /// <summary>A version of a matrix; null when it is not known any more.</summary>
    public SlaPolicy? MatrixOf(string id, int version) => sla.Get(id, version);

    /// <summary>The version of a calendar that holds at an instant; null when there is no such calendar.</summary>
    public WorkCalendar? CalendarAt(string id, DateTimeOffset at) =>
        calendars.EffectiveAt(id, at) ?? calendars.All.FirstOrDefault(c => c.Id == id);

    public WorkOrderRules RulesAt(DateTimeOffset at) =>
        rules.EffectiveAt(options.RulesPolicy, at) ?? Of(rules, options.RulesPolicy);

    public ScopePolicy ScopeAt(DateTimeOffset at) =>
        scope.EffectiveAt(options.ScopePolicy, at) ?? Of(scope, options.ScopePolicy);

    /// <summary>The ladder that orders get; null when none is chosen.</summary>
    public LadderPolicy? LadderAt(DateTimeOffset at) => string.IsNullOrEmpty(options.LadderPolicy)
        ? null
        : ladders.EffectiveAt(options.LadderPolicy, at) ?? Of(ladders, options.LadderPolicy);

    /// <summary>What a ladder's step says; null when the version is not known any more.</summary>
    public NoticeTemplate? TemplateOf(string ladder, int version, string template) =>
        ladders.Get(ladder, version)?.Templates.FirstOrDefault(t => t.Id == template);

    /// <summary>Who hears of an urge by hand under a ladder; null for nobody.</summary>
    public UrgeAudience? UrgeOf(string ladder, int version) => ladders.Get(ladder, version)?.Urge;

    /// <summary>Who hears of a pause that nobody has judged, under a ladder; null for nobody.</summary>
    public UrgeAudience? JudgementOf(string ladder, int version) => ladders.Get(ladder, version)?.Judgement;

    /// <summary>Asks for each document that orders cannot do without.</summary>
    /// <exception cref="PolicyFormatException">One of them does not exist.</exception>
    public void RequireAll() =>
        _ = (Of(sla, options.SlaPolicy), Of(rules, options.RulesPolicy), Of(scope, options.ScopePolicy),
            LadderAt(DateTimeOffset.MaxValue));

    // Before the first version began, the first: old faults that are imported need rules too.
    private static TDocument Of<TDocument>(PolicySet<TDocument> set, string id)
        where TDocument : class, IPolicyDocument =>
        set.All.FirstOrDefault(d => d.Id == id) ?? throw new PolicyFormatException($"{set.Kind}/{id}", "there is none");
}
