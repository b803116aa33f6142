using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A person of a contractor.</summary>
[Alias("fieldops.IPersonGrain")]
public interface IPersonGrain : IEntityGrain;

[GrainType("person")]
internal sealed class PersonGrain(ShellServices services) : EntityGrain(services), IPersonGrain;
