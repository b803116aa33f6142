using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Http;
using FieldOps.Platform.Http.Timeline;
using FieldOps.Platform.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.WorkOrders.Api;

/// <summary><c>GET /work-orders/{id}</c> from the entity, and its history from the log.</summary>
internal static class DetailEndpoints
{
    private const string PersonAssignedName = "work-order.person-assigned.v1";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/work-orders/{id:guid}", DetailAsync)
            .WithSummary("One order, and why its party has it · 工单详情")
            .Answers<OrderDetail>()
            .Refuses(StatusCodes.Status404NotFound);
        api.MapGet("/work-orders/{id:guid}/timeline", TimelineAsync)
            .WithSummary("Everything that happened to an order · 工单轨迹")
            .Answers<Page<TimelineLine>>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> DetailAsync(
        Guid id, ApiCall call, OrderDoor door, CancellationToken cancellationToken)
    {
        var (state, snapshot) = await door.ReadAsync(call, id, cancellationToken);
        if (state is null)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.Unknown);
        }

        var hidden = state.Person is not null && await door.IsWholeAsync(call, state, cancellationToken);
        return HttpAnswers.Ok(
            OrderDetail.Of(hidden ? state with { Person = null } : state, door.Now, call.By.ContractorId),
            version: snapshot.Version);
    }

    private static async Task<IResult> TimelineAsync(
        Guid id,
        ApiCall call,
        PageQuery page,
        OrderDoor door,
        EntityTimeline timeline,
        LogReader log,
        CancellationToken cancellationToken)
    {
        var (state, _) = await door.ReadAsync(call, id, cancellationToken);
        if (state is null)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.Unknown);
        }

        string[] hidden = await door.IsWholeAsync(call, state, cancellationToken) ? [PersonAssignedName] : [];
        var order = call.Key(WorkOrderEntity.TypeName, id);
        return await timeline.AnswerAsync(
            page,
            (after, count) => OrderTimeline.ReadAsync(
                log, order, call.By.ContractorId, after, count, cancellationToken),
            hidden);
    }
}

/// <summary>One order with all that is known of it.</summary>
internal sealed record OrderDetail(
    Guid Id,
    string Number,
    OrderStatus Status,
    string TicketState,
    string WorkOrderState,
    TicketRef? Ticket,
    AssetFacts Asset,
    string WorkKind,
    string Severity,
    string Cause,
    string Description,
    DateTimeOffset OccurredAt,
    DateTimeOffset CreatedAt,
    Assignee? Lead,
    ImmutableArray<Assignee> Assisting,
    DispatchWhy? Why,
    SlaTerms Terms,
    string Rules,
    ImmutableArray<ClockResult> Clocks,
    DateTimeOffset? AcceptedAt,
    AssignedPerson? Person,
    ImmutableArray<OrderMilestone> Milestones,
    ImmutableArray<OrderPause> Pauses,
    ReplyForm? Reply,
    DateTimeOffset? RepliedAt,
    int ReturnCount,
    string? Attribution,
    bool FalseReply,
    int RepeatCount,
    int UrgeCount,
    DateTimeOffset? EndedAt,
    OrderOutcome? Outcome)
{
    public static OrderDetail Of(WorkOrderState state, DateTimeOffset now, Guid? reader)
    {
        var origin = state.Origin!;
        var pause = state.OpenPause?.Reason;
        return new OrderDetail(
            origin.OrderId, origin.Number, state.Status, TmfStates.TroubleTicket(state.Status, pause),
            TmfStates.WorkOrder(state.Status, pause), origin.Ticket, origin.Asset, origin.WorkKind, origin.Severity,
            origin.Cause, origin.Description, origin.OccurredAt, origin.CreatedAt, state.Lead, state.Assisting,
            DispatchWhy.Of(state.Choice, reader), origin.Terms,
            FormattableString.Invariant($"{origin.Rules.PolicyId}.v{origin.Rules.PolicyVersion}"),
            OrderClocks.Of(state, now), state.AcceptedAt, state.Person, state.Milestones,
            PausesFor(reader, state), state.Reply,
            state.RepliedAt, state.ReturnCount, state.Attribution, state.FalseReply, state.RepeatCount,
            state.UrgeCount, state.EndedAt, state.Outcome);
    }

    // What others asked for before a contractor led is theirs.
    private static ImmutableArray<OrderPause> PausesFor(Guid? reader, WorkOrderState state) => reader is null
        ? state.Pauses
        : state.Pauses.RemoveAll(p => p.ContractorId is { } whose && whose != state.Lead?.ContractorId);
}
