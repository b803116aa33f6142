using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains;

/// <summary>A contractor's annual assessment.</summary>
[Alias("fieldops.IAnnualAssessmentGrain")]
public interface IAnnualAssessmentGrain : IEntityGrain;

[GrainType("annual-assessment")]
internal sealed class AnnualAssessmentGrain(ShellServices services) : EntityGrain(services), IAnnualAssessmentGrain;
