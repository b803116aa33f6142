using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Platform.Config;

namespace FieldOps.Assessment.Recomputes;

/// <summary>The limit matrices and calendars of a tenant, shipped and approved, every version.</summary>
internal sealed class RecomputeRuleSets(PolicyFolder folder, PolicyShelf shelf)
{
    private readonly PolicySet<SlaPolicy> _sla = folder.Load<SlaPolicy>("sla");
    private readonly PolicySet<WorkCalendar> _calendars = folder.Load<WorkCalendar>("calendar");

    /// <summary>The rules of a change, so many times over: one for each thread.</summary>
    public async Task<RecomputeRules[]> RulesAsync(
        string tenant, RecomputeChange change, int count, CancellationToken cancellationToken)
    {
        var (sla, calendars) = await OfAsync(tenant, cancellationToken);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => new RecomputeRules(
                change,
                v => sla.Get(v.Id, v.Version),
                v => calendars.Get(v.Id, v.Version),
                (id, at) => calendars.EffectiveAt(id, at) ?? calendars.All.FirstOrDefault(c => c.Id == id))),
        ];
    }

    /// <summary>A version that the change names and nobody knows; null when all are known.</summary>
    public async Task<RuleVersion?> UnknownAsync(
        string tenant, RecomputeChange change, CancellationToken cancellationToken)
    {
        var (sla, calendars) = await OfAsync(tenant, cancellationToken);
        return change.SlaPolicy is { } policy && sla.Get(policy.Id, policy.Version) is null
            ? policy
            : change.Calendars.FirstOrDefault(c => calendars.Get(c.Id, c.Version) is null);
    }

    private async Task<(PolicySet<SlaPolicy> Sla, PolicySet<WorkCalendar> Calendars)> OfAsync(
        string tenant, CancellationToken cancellationToken)
    {
        var shelved = await shelf.ReadAsync(tenant, cancellationToken);
        return (shelved.Over(_sla), shelved.Over(_calendars));
    }
}
