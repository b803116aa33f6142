using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using Orleans.Metadata;

namespace FieldOps.Cluster.Grains;

/// <summary>
/// What a silo tells the others of its build, with the grains that it hosts: the stored events that it reads of each
/// entity type.
/// </summary>
internal sealed class ReadEvents(EntityCatalog catalog, EventCodec codec) : IGrainPropertiesProvider
{
    /// <summary>Name of the property: stored names, a space between.</summary>
    public const string Property = "fieldops.events";

    public void Populate(Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        if (catalog.All.FirstOrDefault(d => d.Type == grainType.ToString()) is { } definition)
        {
            properties[Property] = string.Join(
                ' ', codec.StoredNamesOf(definition.Events.Keys).Order(StringComparer.Ordinal));
        }
    }
}
