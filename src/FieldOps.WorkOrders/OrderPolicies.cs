using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Clock;
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

    /// <summary>Document of policies/mass-outage.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string MassOutagePolicy { get; set; } = "default";

    /// <summary>Document of policies/ladder; none when empty: nobody is told of clocks.</summary>
    [StringLength(60)]
    public string? LadderPolicy { get; set; } = "default";
}

/// <summary>
/// The rule sets that new orders pin: those that are shipped, read and checked once at the start, under those that a
/// tenant has approved since.
/// </summary>
internal sealed class OrderPolicies
{
    private readonly PolicySet<SlaPolicy> _sla;
    private readonly PolicySet<WorkOrderRules> _rules;
    private readonly PolicySet<ScopePolicy> _scope;
    private readonly PolicySet<WorkCalendar> _calendars;
    private readonly PolicySet<LadderPolicy> _ladders;
    private readonly OrderPolicyOptions _options;
    private readonly PolicyShelf _shelf;
    private readonly ConcurrentDictionary<string, (ShelvedPolicies Shelved, OrderMaking Making)> _known =
        new(StringComparer.Ordinal);

    /// <summary>Reads the folders.</summary>
    /// <exception cref="PolicyFormatException">A document is not what it should be: the host does not start
    /// so.</exception>
    public OrderPolicies(
        PolicyFolder folder, IOptions<OrderPolicyOptions> options, PolicyShelf shelf, IAppClock clock)
    {
        _options = options.Value;
        _shelf = shelf;
        _sla = folder.Load<SlaPolicy>("sla");
        _rules = folder.Load<WorkOrderRules>("work-order");
        _scope = folder.Load<ScopePolicy>("scope");
        _calendars = folder.Load<WorkCalendar>("calendar");
        _ladders = folder.Load<LadderPolicy>("ladder");
        RequireNone(_ladders, l => LadderPolicyCheck.FaultsOf(l));
        RequireNone(_calendars, c => WorkCalendarCheck.FaultsOf(c));
        RequireNone(_sla, s => SlaFaults(s, clock.Now));
        RequireNone(_rules, r => [.. WorkOrderRulesCheck.FaultsOf(r), .. Unknown([r.Pauses.DecisionCalendar])]);
        RequireNone(_scope, s => s.Faults());
        new OrderRuleSets(_options, _sla, _rules, _scope, _calendars, _ladders).RequireAll();
    }

    /// <summary>How orders of a tenant are made, as it has approved up to now.</summary>
    /// <exception cref="PolicyFormatException">An approved version is read no longer by today's code.</exception>
    public async Task<OrderMaking> ForAsync(string tenant, CancellationToken cancellationToken)
    {
        var shelved = await _shelf.ReadAsync(tenant, cancellationToken);
        if (_known.TryGetValue(tenant, out var known) && ReferenceEquals(known.Shelved, shelved))
        {
            return known.Making;
        }

        var making = new OrderMaking(new OrderRuleSets(
            _options, shelved.Over(_sla), shelved.Over(_rules), shelved.Over(_scope), shelved.Over(_calendars),
            shelved.Over(_ladders)));
        _known[tenant] = (shelved, making);
        return making;
    }

    // A version whose time is over makes no orders; one that ends sees no calendar of after its end.
    private IEnumerable<string> SlaFaults(SlaPolicy policy, DateTimeOffset now)
    {
        string[] faults = [.. SlaPolicyCheck.FaultsOf(policy), .. Unknown(SlaPolicyCheck.CalendarsOf(policy))];
        var until = SlaOpeningCheck.EndOf(_sla.All, policy);
        if (faults.Length > 0 || until <= now)
        {
            return faults;
        }

        var from = policy.EffectiveFrom > now ? policy.EffectiveFrom : now;
        return SlaOpeningCheck.FaultsOf(policy, SlaOpeningCheck.HoldingFrom(_calendars.All, from, until));
    }

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
