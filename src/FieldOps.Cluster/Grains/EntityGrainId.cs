using FieldOps.Domain.Kernel;

namespace FieldOps.Cluster.Grains;

/// <summary>Between the key of an entity and the id of its grain.</summary>
internal static class EntityGrainId
{
    /// <summary>The grain's id: entity type as grain type, <c>tenant/id</c> as key.</summary>
    public static GrainId Of(EntityKey key) => GrainId.Create(key.Type, $"{key.Tenant}/{key.Id:N}");

    /// <summary>The entity that a grain stands for.</summary>
    /// <exception cref="FormatException">No entity's grain has such an id.</exception>
    public static EntityKey KeyOf(GrainId id)
    {
        var key = id.Key.ToString()!;
        var slash = key.LastIndexOf('/');
        return slash > 0
            ? new(key[..slash], id.Type.ToString()!, Guid.ParseExact(key[(slash + 1)..], "N"))
            : throw new FormatException($"{id} is no entity's grain.");
    }
}
