using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A rule set of a tenant: drafted, approved by a second person, in force from a date.</summary>
[Alias("fieldops.IPolicyGrain")]
public interface IPolicyGrain : IEntityGrain;

[GrainType("policy")]
internal sealed class PolicyGrain(ShellServices services) : EntityGrain(services), IPolicyGrain;
