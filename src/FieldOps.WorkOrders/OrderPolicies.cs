using System.ComponentModel.DataAnnotations;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;
using Microsoft.Extensions.Options;

namespace FieldOps.WorkOrders;

/// <summary>Which documents new orders are created under; section <c>FieldOps:WorkOrders</c>.</summary>
internal sealed class OrderPolicyOptions
{
    public const string Section = "FieldOps:WorkOrders";

    /// <summary>Document of policies/sla.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string SlaPolicy { get; set; } = "default";

    /// <summary>Document of policies/work-order.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string RulesPolicy { get; set; } = "default";

    /// <summary>Document of policies/scope.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string ScopePolicy { get; set; } = "seed-0";
}

/// <summary>The rule sets that new orders pin. Read and checked once, at the start.</summary>
internal sealed class OrderPolicies
{
    private readonly PolicySet<SlaPolicy> _sla;
    private readonly PolicySet<WorkOrderRules> _rules;
    private readonly PolicySet<ScopePolicy> _scope;
    private readonly PolicySet<WorkCalendar> _calendars;
    private readonly OrderPolicyOptions _options;

    /// <summary>Reads the folders.</summary>
    /// <exception cref="PolicyFormatException">A document is not what it should be: the host does not start
    /// so.</exception>
    public OrderPolicies(PolicyFolder folder, IOptions<OrderPolicyOptions> options)
    {
        _options = options.Value;
        _sla = folder.Load<SlaPolicy>("sla");
        _rules = folder.Load<WorkOrderRules>("work-order");
        _scope = folder.Load<ScopePolicy>("scope");
        _calendars = folder.Load<WorkCalendar>("calendar");
        RequireNone(_calendars, c => WorkCalendarCheck.FaultsOf(c));
        RequireNone(_sla, s => [.. SlaPolicyCheck.FaultsOf(s), .. Unknown(SlaPolicyCheck.CalendarsOf(s))]);
        RequireNone(_rules, r => [.. WorkOrderRulesCheck.FaultsOf(r), .. Unknown([r.Pauses.DecisionCalendar])]);
        RequireNone(_scope, s => s.Faults());
        _ = (Of(_sla, _options.SlaPolicy), Of(_rules, _options.RulesPolicy), Of(_scope, _options.ScopePolicy));
    }

    public SlaPolicy SlaAt(DateTimeOffset at) =>
        _sla.EffectiveAt(_options.SlaPolicy, at) ?? Of(_sla, _options.SlaPolicy);

    /// <summary>The version of a calendar that holds at an instant; null when there is no such calendar.</summary>
    public WorkCalendar? CalendarAt(string id, DateTimeOffset at) =>
        _calendars.EffectiveAt(id, at) ?? _calendars.All.FirstOrDefault(c => c.Id == id);

    public WorkOrderRules RulesAt(DateTimeOffset at) =>
        _rules.EffectiveAt(_options.RulesPolicy, at) ?? Of(_rules, _options.RulesPolicy);

    public ScopePolicy ScopeAt(DateTimeOffset at) =>
        _scope.EffectiveAt(_options.ScopePolicy, at) ?? Of(_scope, _options.ScopePolicy);

    // Before the first version began, the first: old faults that are imported need rules too.
    private static TDocument Of<TDocument>(PolicySet<TDocument> set, string id)
        where TDocument : class, IPolicyDocument =>
        set.All.FirstOrDefault(d => d.Id == id) ?? throw new PolicyFormatException($"{set.Kind}/{id}", "there is none");

    private IEnumerable<string> Unknown(IEnumerable<string?> calendars) => calendars.OfType<string>()
        .Where(id => _calendars.All.All(c => c.Id != id))
        .Select(id => $"calendar {id} does not exist");

    private static void RequireNone<TDocument>(PolicySet<TDocument> set, Func<TDocument, IEnumerable<string>> faultsOf)
        where TDocument : class, IPolicyDocument
    {
        foreach (var document in set.All)
        {
            if (string.Join("; ", faultsOf(document)) is { Length: > 0 } faults)
            {
                throw new PolicyFormatException($"{set.Kind}/{document.Id}.v{document.Version}", faults);
            }
        }
    }
}
