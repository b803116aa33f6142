using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.WorkOrders.Api;

/// <summary><c>GET /work-orders/{id}/sla</c>: every clock explained.</summary>
internal static class SlaWhyEndpoint
{
    // An order takes 500 notes and 20 hand-overs at most; its history fits.
    private const int EventsMax = 2000;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/work-orders/{id:guid}/sla", AnswerAsync)
        .WithSummary("Why each clock stands as it does · 工单时限说明")
        .Answers<SlaWhy>()
        .Refuses(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnswerAsync(
        Guid id, ApiCall call, OrderDoor door, LogReader log, CancellationToken cancellationToken)
    {
        var (state, snapshot) = await door.ReadOfPartyAsync(call, id, cancellationToken);
        if (state is null)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.Unknown);
        }

        var history = await log.ReadOfAsync(
            call.Key(WorkOrderEntity.TypeName, id), 0, EventsMax, cancellationToken);
        var policy = await door.MatrixAsync(call, state.Origin!.Terms, cancellationToken);
        return HttpAnswers.Ok(
            SlaWhy.Of(state, history, policy, call.By.ContractorId, door.Now), version: snapshot.Version);
    }
}
