using Orleans.Metadata;
using Orleans.Runtime.Placement;

namespace FieldOps.Cluster.Grains;

/// <summary>
/// Finds, while silos of two builds run, the ones that read an event which this silo's build does not: an entity that
/// holds it lives there.
/// </summary>
internal sealed class ReadingSilos(IClusterManifestProvider manifests)
{
    /// <summary>
    /// Names such a silo to whoever places the caller's next activation; false where there is none, as after the newer
    /// build was taken back.
    /// </summary>
    /// <param name="grain">The entity's.</param>
    /// <param name="unread">The stored name of the event.</param>
    public bool TryPointTo(GrainId grain, string unread)
    {
        SiloAddress[] silos =
        [
            .. manifests.Current.Silos.Where(s => Reads(s.Value, grain.Type, unread)).Select(s => s.Key).Order(),
        ];
        if (silos.Length == 0)
        {
            return false;
        }

        // Drawn by the key, so that the first newer silos share them.
        var drawn = silos[(int)(grain.GetUniformHashCode() % (uint)silos.Length)];
        RequestContext.Set(IPlacementDirector.PlacementHintKey, drawn);
        return true;
    }

    private static bool Reads(GrainManifest silo, GrainType type, string unread) =>
        silo.Grains.TryGetValue(type, out var grain)
        && grain.Properties.TryGetValue(ReadEvents.Property, out var names)
        && names.Split(' ').Contains(unread, StringComparer.Ordinal);
}
