using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Faults;

/// <summary>The way from a code to the asset's entity.</summary>
internal sealed class FaultDoor(IEntities entities, AssetAddresses addresses)
{
    public ValueTask<Answer> AskAsync(
        string tenant,
        Guid assetId,
        string? assetType,
        ICommand command,
        AskContext context,
        CancellationToken cancellationToken)
    {
        var key = addresses.Known(tenant, assetId) ?? Named(tenant, assetId, assetType);
        return key is { } found
            ? new(entities.AskAsync(found, command, context, cancellationToken))
            : new(LookAndAskAsync(tenant, assetId, command, context, cancellationToken));
    }

    private static EntityKey? Named(string tenant, Guid assetId, string? assetType) =>
        assetType is not null && AssetTypes.All.Contains(assetType) ? new EntityKey(tenant, assetType, assetId) : null;

    private async Task<Answer> LookAndAskAsync(
        string tenant, Guid assetId, ICommand command, AskContext context, CancellationToken cancellationToken) =>
        await addresses.FindAsync(tenant, assetId, cancellationToken) is { } key
            ? await entities.AskAsync(key, command, context, cancellationToken)
            : new Answer.Refused(Refusal.Of(AssetRefusals.Unknown), 0);
}
