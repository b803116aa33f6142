using System.Reflection;
using FieldOps.Cluster.Grains;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using Orleans;

namespace FieldOps.Cluster.Tests.Wire;

public sealed class EntityGrainTests
{
    [Fact]
    public void Entities_OfTheDomain_HaveAGrainEach()
    {
        var types = typeof(EntityDefinition).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(EntityDefinition)) && t.GetConstructor(Type.EmptyTypes) is not null)
            .Select(t => ((EntityDefinition)Activator.CreateInstance(t)!).Type)
            .Concat(AssetTypes.All)
            .Order(StringComparer.Ordinal);

        var grains = typeof(EntityGrain).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(EntityGrain)))
            .Select(t => t.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(null!, t).ToString()!)
            .Order(StringComparer.Ordinal);

        grains.ShouldBe(types);
    }
}
