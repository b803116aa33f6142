using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>
/// <c>POST /work-orders/{id}:merge</c>: the order ends, another goes on in its place and is told so. Asked again under
/// its key it tells the other what it may have missed.
/// </summary>
internal static class MergeEndpoint
{
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
        var isAgain = merged?.MergedInto?.OrderId == into.OrderId;
        if (survivor.HasEnded && !isAgain)
        {
            return HttpAnswers.Refuse(
                WorkOrderRefusals.MergeTargetEnded, ("number", into.Number),
                ("status", JsonNamingPolicy.KebabCaseLower.ConvertName($"{survivor.Status}")));
        }

        var command = new CancelOrder(body.Value.Reason) { Into = new MergedInto(into.OrderId, into.Number) };
        var answer = await entities.AskAsync(
            call.Key(WorkOrderEntity.TypeName, id), command, call.ToContext(), cancellationToken);
        if (answer is Answer.Accepted && merged?.Origin is { } origin)
        {
            // The crews of the order that goes on see it in its timeline; should it end in between, nobody needs to.
            await entities.AskAsync(
                call.Key(WorkOrderEntity.TypeName, into.OrderId), new AppendToOrder(Told(origin, body.Value.Reason)),
                call.ToContext(index: 0), cancellationToken);
        }

        return HttpAnswers.From(answer);
    }

    private static string Told(OrderCreated merged, string reason) =>
        $"{merged.Number} ({merged.Asset.Name}): 并入本单 merged into this order. {reason}";
}
