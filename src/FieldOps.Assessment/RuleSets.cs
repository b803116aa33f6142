using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Platform.Config;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Assessment;

/// <summary>The rule sets that months, years, exits and reports run under.</summary>
internal static class RuleSets
{
    /// <summary>The document of kinds that have one alone.</summary>
    public const string Default = "default";

    public static void Add(IServiceCollection services)
    {
        services.AddPolicyChoice<ScoringScheme>(ScoringScheme.PolicyKind, (_, scheme) => scheme.Faults());
        services.AddPolicyChoice<CompositeScheme>(CompositeScheme.PolicyKind, (s, composite) =>
        {
            var schemes = s.GetRequiredService<PolicyChoice<ScoringScheme>>().Shipped;
            var others = s.GetRequiredService<PolicyFolder>().Load<CompositeScheme>(CompositeScheme.PolicyKind);
            return composite.Faults(schemes.Ids(), others.Newest());
        });
        services.AddPolicyChoice<FollowUpRules>(FollowUpRules.PolicyKind, (_, rules) => rules.Faults());
        services.AddPolicyChoice<StandingRules>(StandingRules.PolicyKind, (s, rules) =>
            rules.DecisionFaults(s.GetRequiredService<PolicyChoice<CompositeScheme>>().Shipped.All));
        services.AddPolicyChoice<ExitRules>(ExitRules.PolicyKind, (_, rules) => rules.Faults());
    }
}
