using FieldOps.Benchmarks.Benches;
using FieldOps.Cluster.Grains;
using FieldOps.Platform.Entities;
using Orleans.Runtime;

namespace FieldOps.Cluster.Benchmarks;

/// <summary>The grain of the entity that the ask bench measures.</summary>
[GrainType(Probe.TypeName)]
internal sealed class ProbeGrain(ShellServices services) : EntityGrain(services);
