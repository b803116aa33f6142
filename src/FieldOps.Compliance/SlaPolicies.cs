using FieldOps.Domain.Sla;
using FieldOps.Platform.Config;

namespace FieldOps.Compliance;

/// <summary>The rules of reporting in force.</summary>
internal static class SlaPolicies
{
    public const string Kind = "compliance";
    public const string Id = "default";

    /// <summary>The version in force; before the first one began, the first.</summary>
    /// <exception cref="PolicyFormatException">There is no version at all: the host does not start so.</exception>
    public static CompliancePolicy At(PolicySet<CompliancePolicy> policies, DateTimeOffset now) =>
        policies.EffectiveAt(Id, now)
        ?? policies.All.FirstOrDefault(p => p.Id == Id)
        ?? throw new PolicyFormatException($"{Kind}/{Id}", "there is no version of it");
}
