using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;

namespace FieldOps.Cli.Commands;

/// <summary>An entity as people name it: <c>type/id</c>, or <c>type/code</c> where ids follow from codes.</summary>
internal static class EntityName
{
    private static readonly string[] s_assetTypes = ["line-segment", "base-station", "facility"];

    public static EntityKey? Parse(string text, string tenant)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
        {
            return null;
        }

        var (type, name) = (text[..slash], text[(slash + 1)..]);
        if (Guid.TryParseExact(name, "D", out var id))
        {
            return new EntityKey(tenant, type, id);
        }

        return type switch
        {
            ContractorIds.ContractorType => new EntityKey(tenant, type, ContractorIds.Contractor(tenant, name)),
            ContractorIds.LotType => new EntityKey(tenant, type, ContractorIds.Lot(tenant, name)),
            _ when s_assetTypes.Contains(type) => new EntityKey(tenant, type, AssetIds.Of(tenant, name)),
            _ => null,
        };
    }
}
