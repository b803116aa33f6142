using FieldOps.Domain.Assets;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using Microsoft.Extensions.Options;

namespace FieldOps.Assets;

/// <summary>The asset class catalogue that holds now.</summary>
internal sealed class AssetClasses
{
    private readonly PolicySet<AssetClassCatalog> _catalogs;
    private readonly string _id;
    private readonly IAppClock _clock;

    public AssetClasses(PolicyFolder folder, IOptions<AssetsOptions> options, IAppClock clock)
    {
        _catalogs = folder.Load<AssetClassCatalog>("asset-classes");
        _id = options.Value.Catalog;
        _clock = clock;
        foreach (var catalog in _catalogs.All)
        {
            if (catalog.Faults() is [var fault, ..])
            {
                throw new PolicyFormatException($"asset-classes/{catalog.Id}.v{catalog.Version}.json", fault);
            }
        }

        _ = Now;
    }

    public AssetClassCatalog Now => _catalogs.EffectiveAt(_id, _clock.Now)
        ?? throw new PolicyFormatException($"asset-classes/{_id}", "no version holds now");
}
