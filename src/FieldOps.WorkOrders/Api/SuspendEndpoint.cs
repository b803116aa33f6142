using FieldOps.Domain.Assets;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>
/// <c>POST /work-orders/{id}:suspend</c>: the request carries what the register of hard sites and the declared event
/// say when it is made, where the asset is, and by when it is to be judged.
/// </summary>
internal static class SuspendEndpoint
{
    public static async Task<IResult> AnswerAsync(
        Guid id,
        ApiCall call,
        ApiBody<SuspendRequest> body,
        OrderDoor door,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var (state, _) = await door.ReadAsync(call, id, cancellationToken);
        var command = OrderMapping.Suspend(body.Value, door.Heard(call));
        if (state?.Origin is { Asset: var asset, Rules.Pauses: var rules })
        {
            var grounds = await GroundsAsync(call, asset, body.Value.DeclaredEventId, entities, cancellationToken);
            command = command with
            {
                Grounds = grounds with
                {
                    Place = rules.Evidence is null ? null : await door.PlaceAsync(call, asset, cancellationToken),
                    JudgeBy = await door.JudgeByAsync(call, rules, cancellationToken),
                },
            };
        }

        return await door.AskAsync(call, id, command, cancellationToken);
    }

    private static async Task<PauseGrounds> GroundsAsync(
        ApiCall call, AssetFacts asset, string? eventCode, IEntities entities, CancellationToken cancellationToken)
    {
        var site = await entities.ReadAsync(
            call.Key(HardSiteEntity.TypeName, HardSiteEntity.IdOf(asset.AssetId)), cancellationToken);
        DeclaredGround? declared = null;
        if (eventCode is not null)
        {
            var read = await entities.ReadAsync(
                call.Key(DeclaredEventEntity.TypeName, DeclaredEventEntity.IdOf(call.Tenant, eventCode)),
                cancellationToken);
            declared = (DeclaredEventState)read.State is { Withdrawn: false, Code.Length: > 0 } found
                ? new DeclaredGround(
                    found.Code, found.Kind, found.From, found.Until, found.Covers(asset.Region, asset.County))
                : null;
        }

        var entry = (HardSiteState)site.State;
        return new PauseGrounds(entry.ExpiresAt, declared, HardSiteFrom: entry.From);
    }
}
