using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.WorkOrders.Api;

/// <summary>Declared events: force majeure, area outage, mass outage.</summary>
internal static class DeclaredEventEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Described(api.MapPost("/declared-events", DeclareAsync), "Declares an event · 公告事件", 201);
        api.MapGet("/declared-events/{code}", ReadAsync)
            .WithSummary("One declared event · 公告事件详情")
            .Answers<DeclaredEventState>()
            .Refuses(StatusCodes.Status404NotFound);
        Verb<WindowRequest>(
            api, "set-window", "Ends the event or corrects its window · 设定时段",
            b => new SetDeclaredWindow(b.From, b.Until));
        Verb<OrdersRequest>(api, "attach", "Orders inherit the window · 关联工单", b => new AttachOrders(b.Orders));
        Verb<OrdersRequest>(api, "detach", "Orders inherit it no more · 取消关联", b => new DetachOrders(b.Orders));
        Verb<ReasonRequest>(
            api, "withdraw", "Withdraws what was declared by mistake · 撤销公告", b => new WithdrawDeclaredEvent(b.Reason));
    }

    private static async Task<IResult> DeclareAsync(
        ApiCall call, ApiBody<DeclareRequest> body, IEntities entities, CancellationToken cancellationToken)
    {
        var wish = body.Value;
        var id = DeclaredEventEntity.IdOf(call.Tenant, wish.Code);
        return HttpAnswers.From(
            await entities.AskAsync(
                call.Key(DeclaredEventEntity.TypeName, id),
                new DeclareEvent(id, wish.Code, wish.Kind, wish.Reason, wish.Areas, wish.From, wish.Until),
                call.ToContext(),
                cancellationToken),
            createdAt: $"{ApiEndpoints.Prefix}/declared-events/{Uri.EscapeDataString(wish.Code)}");
    }

    private static async Task<IResult> ReadAsync(
        string code, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(KeyOf(call, code), cancellationToken);
        return snapshot.Version == 0
            ? HttpAnswers.Refuse(DeclaredEventRefusals.Unknown)
            : HttpAnswers.Ok(SeenBy(call.By, (DeclaredEventState)snapshot.State), version: snapshot.Version);
    }

    // Which orders rest on an event is the operator's to know: a contractor sees its own orders' part in each of them.
    private static DeclaredEventState SeenBy(Actor by, DeclaredEventState state) =>
        by.IsOperator ? state : state with { Orders = [], Resting = [] };

    private static void Verb<TBody>(RouteGroupBuilder api, string verb, string summary, Func<TBody, ICommand> map)
        where TBody : class =>
        Described(
            api.MapPost(
                "/declared-events/{code}:" + verb,
                async (string code, ApiCall call, ApiBody<TBody> body, IEntities entities, CancellationToken stop) =>
                    HttpAnswers.From(await entities.AskAsync(
                        KeyOf(call, code), map(body.Value), call.ToContext(), stop))),
            summary,
            200);

    private static EntityKey KeyOf(ApiCall call, string code) =>
        call.Key(DeclaredEventEntity.TypeName, DeclaredEventEntity.IdOf(call.Tenant, code));

    private static void Described(RouteHandlerBuilder endpoint, string summary, int status) => endpoint
        .Needs(SlaRights.Declare)
        .WithSummary(summary)
        .Answers<DeclaredEventState>(status)
        .Refuses(
            StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
            StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Declares an event.</summary>
/// <param name="Code">1 to 60 characters.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Areas">1 to 100 of <c>Region/County</c> or <c>Region/*</c>.</param>
/// <param name="From">Beginning; not in the future.</param>
/// <param name="Until">End; absent while it lasts.</param>
internal sealed record DeclareRequest(
    string Code,
    DeclaredEventKind Kind,
    string Reason,
    ImmutableArray<string> Areas,
    DateTimeOffset From,
    DateTimeOffset? Until = null);

/// <summary>A window.</summary>
/// <param name="From">Beginning.</param>
/// <param name="Until">End; absent while it lasts.</param>
internal sealed record WindowRequest(DateTimeOffset From, DateTimeOffset? Until = null);

/// <summary>Some orders.</summary>
/// <param name="Orders">Their ids.</param>
internal sealed record OrdersRequest(ImmutableArray<Guid> Orders);
