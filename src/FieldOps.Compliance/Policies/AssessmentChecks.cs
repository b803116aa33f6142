using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Config;

namespace FieldOps.Compliance.Policies;

/// <summary>
/// Checks of rule sets that name each other: composites name schemes, standings the letters of schemes.
/// </summary>
internal sealed class AssessmentChecks(PolicyFolder folder)
{
    private readonly PolicySet<ScoringScheme> _schemes = folder.Load<ScoringScheme>(ScoringScheme.PolicyKind);
    private readonly PolicySet<CompositeScheme> _composites = folder.Load<CompositeScheme>(CompositeScheme.PolicyKind);
    private readonly PolicySet<StandingRules> _standing = folder.Load<StandingRules>(StandingRules.PolicyKind);

    public IEnumerable<string> CompositeFaults(CompositeScheme composite, ShelvedPolicies shelved)
    {
        var others = shelved.Over(_composites).Newest();
        others[composite.Id] = composite;
        return composite.Faults(shelved.Over(_schemes).Ids(), others).Concat(Unjudged(composite, shelved));
    }

    // Where rules of years name it, every letter that it gives must have its tier, as long as both hold.
    private IEnumerable<string> Unjudged(CompositeScheme composite, ShelvedPolicies shelved)
    {
        if (composite.Grades.IsDefaultOrEmpty)
        {
            return [];
        }

        var versions = shelved.Over(_composites).All
            .Where(c => c.Id != composite.Id || c.Version < composite.Version).Append(composite).ToArray();
        var until = SlaOpeningCheck.EndOf(shelved.Over(_composites).All, composite);
        return SlaOpeningCheck.HoldingFrom(shelved.Over(_standing).All, composite.EffectiveFrom, until)
            .Where(r => r.AnnualBy == composite.Id)
            .SelectMany(r => r.DecisionFaults(versions).Select(f => $"standing/{r.Id}.v{r.Version}: {f}"));
    }

    /// <summary>
    /// A standing must fit the letters of the composite that decides its years; else those of one scheme at least:
    /// which one is used is a setting.
    /// </summary>
    public IEnumerable<string> StandingFaults(StandingRules rules, ShelvedPolicies shelved)
    {
        if (rules.AnnualBy is not null)
        {
            return rules.DecisionFaults(shelved.Over(_composites).All);
        }

        var faults = shelved.Over(_schemes).Newest().Values.OrderBy(s => s.Id, StringComparer.Ordinal)
            .Select(s => rules.Faults(s.Grades).ToArray()).ToArray();
        return faults.MinBy(f => f.Length) ?? [];
    }
}
