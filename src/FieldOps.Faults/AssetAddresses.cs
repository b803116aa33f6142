using System.Collections.Concurrent;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Log;

namespace FieldOps.Faults;

/// <summary>
/// Which entity type an asset id belongs to. The id follows from the code, the type does not: it is found once, in the
/// log itself, and remembered.
/// </summary>
internal sealed class AssetAddresses(EntityFinder finder)
{
    // About 15 MB when full; then it begins anew, and each asset costs a look again.
    private const int RememberedMax = 200_000;

    private readonly ConcurrentDictionary<Guid, string> _types = new();
    private int _count;

    /// <summary>The asset's key; null when there is no such asset.</summary>
    public ValueTask<EntityKey?> FindAsync(string tenant, Guid assetId, CancellationToken cancellationToken) =>
        Known(tenant, assetId) is { } known ? new(known) : LookAsync(tenant, assetId, cancellationToken);

    /// <summary>The asset's key as far as it is remembered.</summary>
    public EntityKey? Known(string tenant, Guid assetId) =>
        _types.TryGetValue(assetId, out var type) ? new EntityKey(tenant, type, assetId) : null;

    private async ValueTask<EntityKey?> LookAsync(string tenant, Guid assetId, CancellationToken cancellationToken)
    {
        var found = await finder.FindAsync(tenant, assetId, AssetTypes.All, cancellationToken);
        if (found is { } key)
        {
            Remember(assetId, key.Type);
        }

        return found;
    }

    private void Remember(Guid assetId, string type)
    {
        if (Interlocked.Increment(ref _count) > RememberedMax)
        {
            _types.Clear();
            Volatile.Write(ref _count, 1);
        }

        _types[assetId] = type;
    }
}
