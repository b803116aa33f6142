using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.WorkOrders.Api;

/// <summary><c>POST /work-orders</c>: an order by hand, without a ticket: guard, patrol, inspection …</summary>
internal static class CreateEndpoint
{
    private const string Series = "GD";
    private const string DefaultSeverity = "minor";

    public static void Map(RouteGroupBuilder api) => api.MapPost("/work-orders", AnswerAsync)
        .Needs(WorkOrderRights.Dispatch)
        .WithSummary("Create an order by hand · 人工建单")
        .Answers<WorkOrderView>(StatusCodes.Status201Created)
        .Refuses(
            StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
            StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(
        ApiCall call,
        ApiBody<CreateOrderRequest> body,
        OrderDoor door,
        OrderPolicies policies,
        INumbers numbers,
        CancellationToken cancellationToken)
    {
        var request = body.Value;
        if (!WorkKinds.All.Contains(request.WorkKind))
        {
            return HttpAnswers.Refuse(OrderTexts.WorkKindUnknown, ("workKind", request.WorkKind));
        }

        if (await door.AssetAsync(call, request.AssetCode, request.AssetType, cancellationToken) is not { } asset)
        {
            return HttpAnswers.Refuse(AssetRefusals.Unknown, ("code", request.AssetCode));
        }

        // The id follows from the caller's key: asked again, it is the same order.
        var id = NameBasedId.Of(call.CommandId, WorkOrderEntity.TypeName);
        var now = door.Now;
        var number = await numbers.NextAsync(call.Tenant, Series, now, cancellationToken);
        var making = await policies.ForAsync(call.Tenant, cancellationToken);
        var (wanted, answer) = making.TermsFor(Wanted(id, number, asset, request, now), now);
        if (!answer.HasTerms)
        {
            return HttpAnswers.Refuse(answer.Refusal);
        }

        var (choice, refusal) = await ChoiceAsync(call.Tenant, wanted, request, door, cancellationToken);
        return choice is null
            ? HttpAnswers.Refuse(refusal!)
            : await SendAsync(call, making.Make(wanted, answer.Terms, choice, now), door, cancellationToken);
    }

    private static async Task<IResult> SendAsync(
        ApiCall call, CreateOrder command, OrderDoor door, CancellationToken cancellationToken) =>
        await door.CreateAsync(
            call, command, $"{ApiEndpoints.Prefix}/work-orders/{command.OrderId:D}", cancellationToken);

    private static async Task<(DispatchChoice? Choice, Refusal? Refusal)> ChoiceAsync(
        string tenant,
        OrderWanted wanted,
        CreateOrderRequest request,
        OrderDoor door,
        CancellationToken cancellationToken)
    {
        if (request.Contractor is not { } contractor)
        {
            return (await door.ChooseAsync(tenant, wanted, cancellationToken), null);
        }

        var hand = await door.ByHandAsync(tenant, wanted.Asset, wanted.WorkKind, contractor, cancellationToken);
        return (hand.Choice, hand.Refusal);
    }

    private static OrderWanted Wanted(
        Guid id, string number, AssetFacts asset, CreateOrderRequest request, DateTimeOffset now) => new(
            id,
            number,
            null,
            asset,
            request.WorkKind,
            request.Severity ?? DefaultSeverity,
            request.Cause ?? request.WorkKind,
            request.Description,
            request.OccurredAt ?? now,
            null);
}
