using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>
/// <c>POST /work-orders/{id}:merge</c>: the order ends, another goes on in its place and is told so. In three steps:
/// the order says that it is on its way, the other takes it over or says why not, the order ends. Asked again under its
/// key it goes on where it was left; once the order is taken over, <see cref="MergedOrders"/> ends it in any case.
/// </summary>
internal static class MergeEndpoint
{
    private const int StepCount = 4;

    private enum Step
    {
        Mark,
        TakeOver,
        Drop,
        Cancel,
    }

    public static async Task<IResult> AnswerAsync(
        Guid id,
        ApiCall call,
        ApiBody<MergeRequest> body,
        OrderDoor door,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var (survivor, _) = await door.ReadAsync(call, body.Value.Into, cancellationToken);
        if (survivor?.Origin is not { } into)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.MergeTargetUnknown);
        }

        var (merged, _) = await door.ReadAsync(call, id, cancellationToken);
        if (survivor.HasEnded && merged?.MergedInto?.OrderId != into.OrderId)
        {
            return HttpAnswers.Refuse(
                WorkOrderRefusals.MergeTargetEnded, ("number", into.Number),
                ("status", JsonNamingPolicy.KebabCaseLower.ConvertName($"{survivor.Status}")));
        }

        var merge = new MergeOrder(new MergedInto(into.OrderId, into.Number), body.Value.Reason);
        var asked = await entities.AskAsync(
            call.Key(WorkOrderEntity.TypeName, id), merge, call.ToContext(), cancellationToken);
        return HttpAnswers.From(asked is Answer.Accepted
            ? await GoOnAsync(id, merge, call, door, entities, cancellationToken)
            : asked);
    }

    private static async Task<Answer> GoOnAsync(
        Guid id,
        MergeOrder merge,
        ApiCall call,
        OrderDoor door,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var (state, snapshot) = await door.ReadAsync(call, id, cancellationToken);
        var (own, into) = (call.Key(WorkOrderEntity.TypeName, id), merge.Into);
        if (state!.MergedInto?.OrderId != into.OrderId)
        {
            // The call's key remembers that it once set the mark: since then it may have been dropped, have run out, or
            // the order may have ended.
            if (await AskAsync(own, merge, Step.Mark) is not Answer.Accepted and var unmarked)
            {
                return unmarked;
            }

            var taken = await AskAsync(
                call.Key(WorkOrderEntity.TypeName, into.OrderId), TakeOver(state.Origin!, merge.Reason), Step.TakeOver);
            if (taken is Answer.Refused)
            {
                await AskAsync(own, new DropMerge(into.OrderId), Step.Drop);
            }

            if (taken is not Answer.Accepted)
            {
                return taken;
            }
        }

        return await AskAsync(own, new CancelOrder(merge.Reason) { Into = into }, Step.Cancel);

        // What the state has decided already is nothing when it is asked again, so each attempt has ids of its own.
        Task<Answer> AskAsync(EntityKey key, ICommand command, Step step) => entities.AskAsync(
            key, command, call.ToContext((snapshot.Version * StepCount) + (int)step), cancellationToken);
    }

    // The crews of the order that goes on see it in its timeline.
    private static TakeOverOrder TakeOver(OrderCreated merged, string reason) => new(
        merged.OrderId, merged.Number, reason,
        $"{merged.Number} ({merged.Asset.Name}): 并入本单 merged into this order. {reason}");
}
