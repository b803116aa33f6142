using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;

namespace FieldOps.Assets;

/// <summary>Finds the entity behind a code, and asks it.</summary>
internal sealed class AssetDoor(IEntities entities, AssetClasses classes)
{
    public static Guid IdOf(ApiCall call, string code) => AssetIds.Of(call.Tenant, code);

    public async Task<Answer> RegisterAsync(
        ApiCall call, AssetBody body, AskContext context, CancellationToken cancellationToken)
    {
        if (classes.Now.Find(body.AssetClass ?? string.Empty) is not { } assetClass)
        {
            return new Answer.Refused(ClassUnknown(body), 0);
        }

        var id = IdOf(call, body.Code ?? string.Empty);
        var command = new RegisterAsset(id, body.ToProfile(), assetClass.Kind);
        var answer = await entities.AskAsync(call.Key(assetClass.Kind, id), command, context, cancellationToken);
        // The id says nothing of the type: a code that another type has taken is taken for all.
        return answer is Answer.Refused { Refusal.Code: PlatformRefusals.IdTaken }
            ? new Answer.Refused(Refusal.Of(AssetRefusals.Exists, ("code", body.Code!)), 0)
            : answer;
    }

    public async Task<Answer> AmendAsync(ApiCall call, AssetBody body, CancellationToken cancellationToken)
    {
        if (classes.Now.Find(body.AssetClass ?? string.Empty) is not { } assetClass)
        {
            return new Answer.Refused(ClassUnknown(body), 0);
        }

        var command = new AmendAsset(body.ToProfile(), assetClass.Kind);
        return await AskAsync(call, body.Code ?? string.Empty, command, cancellationToken);
    }

    public async Task<Answer> AskAsync(
        ApiCall call, string code, ICommand command, CancellationToken cancellationToken) =>
        await FindAsync(call, code, cancellationToken) is { } found
            ? await entities.AskAsync(found.Key, command, call.ToContext(), cancellationToken)
            : new Answer.Refused(Unknown(code), 0);

    /// <summary>The asset of this code, of whatever type; null when there is none.</summary>
    public async Task<(EntityKey Key, EntitySnapshot Snapshot)?> FindAsync(
        ApiCall call, string code, CancellationToken cancellationToken)
    {
        var id = IdOf(call, code);
        foreach (var type in AssetTypes.All)
        {
            var key = call.Key(type, id);
            var snapshot = await ReadAsync(key, cancellationToken);
            if (snapshot.Version > 0)
            {
                return (key, snapshot);
            }
        }

        return null;
    }

    public static Refusal Unknown(string code) => Refusal.Of(AssetRefusals.Unknown, ("code", code));

    private static Refusal ClassUnknown(AssetBody body) =>
        Refusal.Of(AssetRefusals.ClassUnknown, ("assetClass", body.AssetClass ?? string.Empty));

    private Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken) =>
        entities.ReadAsync(key, cancellationToken);
}
