using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Platform.Config;

namespace FieldOps.Compliance.Policies;

/// <summary>
/// Checks of rule sets that name each other: composites name schemes, standings the letters of schemes.
/// </summary>
internal sealed class AssessmentChecks(PolicyFolder folder)
{
    private readonly PolicySet<ScoringScheme> _schemes = folder.Load<ScoringScheme>(ScoringScheme.PolicyKind);
    private readonly PolicySet<CompositeScheme> _composites = folder.Load<CompositeScheme>(CompositeScheme.PolicyKind);

    public IEnumerable<string> CompositeFaults(CompositeScheme composite, ShelvedPolicies shelved)
    {
        var others = shelved.Over(_composites).Newest();
        others[composite.Id] = composite;
        return composite.Faults(shelved.Over(_schemes).Ids(), others);
    }

    /// <summary>A standing must fit the letters of one scheme at least: which one is used is a setting.</summary>
    public IEnumerable<string> StandingFaults(StandingRules rules, ShelvedPolicies shelved)
    {
        var faults = shelved.Over(_schemes).Newest().Values.OrderBy(s => s.Id, StringComparer.Ordinal)
            .Select(s => rules.Faults(s.Grades).ToArray()).ToArray();
        return faults.MinBy(f => f.Length) ?? [];
    }
}
