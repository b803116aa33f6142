using FieldOps.Cluster.Grains;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Tests.Engine;

[GrainType(TallyEntity.Name)]
internal sealed class TallyGrain(ShellServices services) : EntityGrain(services);

[GrainType(TallyEntity.EchoName)]
internal sealed class EchoGrain(ShellServices services) : EntityGrain(services);
