using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>Ids of assets and of what lives inside them follow from names: nobody has to look them up.</summary>
public static class AssetIds
{
    /// <summary>The name space of asset ids.</summary>
    public static Guid Space { get; } = new("6f0f9d0a-5a0e-5c1e-9b53-0a3b1f7d2c11");

    /// <summary>The id of the asset with this code.</summary>
    /// <param name="tenant">Operator company.</param>
    /// <param name="code">The operator's own code, 1 to 60 characters.</param>
    public static Guid Of(string tenant, string code) => NameBasedId.Of(Space, tenant + "/" + code);

    /// <summary>The id of the asset's ticket with this sequence number, from 1.</summary>
    public static Guid TicketOf(Guid assetId, int sequence) =>
        NameBasedId.Of(assetId, FormattableString.Invariant($"ticket/{sequence}"));
}
