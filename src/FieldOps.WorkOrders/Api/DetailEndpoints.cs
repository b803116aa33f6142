using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using FieldOps.Platform.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.WorkOrders.Api;

/// <summary><c>GET /work-orders/{id}</c> from the entity, and its history from the log.</summary>
internal static class DetailEndpoints
{
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
        return state is null
            ? HttpAnswers.Refuse(WorkOrderRefusals.Unknown)
            : HttpAnswers.Ok(OrderDetail.Of(state, door.Now), version: snapshot.Version);
    }

    private static async Task<IResult> TimelineAsync(
        Guid id,
        ApiCall call,
        PageQuery page,
        OrderDoor door,
        LogReader log,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var (state, _) = await door.ReadAsync(call, id, cancellationToken);
        if (state is null)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.Unknown);
        }

        var after = 0;
        if (page.After(1) is { } key
            && !int.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var position = progress.HeadPosition;
        var happened = await log.ReadOfAsync(
            call.Key(WorkOrderEntity.TypeName, id), after, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            [.. happened.Select(TimelineLine.Of)],
            l => [l.Version.ToString(CultureInfo.InvariantCulture)],
            position));
    }
}

/// <summary>One event of an order.</summary>
internal sealed record TimelineLine(
    int Version,
    long Position,
    string Event,
    DateTimeOffset RecordedAt,
    string ActorId,
    string ActorRole,
    Guid? ActorContractorId,
    JsonElement Facts)
{
    public static TimelineLine Of(RecordedEvent happened) => new(
        happened.Version,
        happened.Position,
        happened.Name,
        happened.RecordedAt,
        happened.By.Id,
        happened.By.Role,
        happened.By.ContractorId,
        JsonSerializer.SerializeToElement(happened.Body, happened.Body.GetType(), PlatformJson.Options));
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
    public static OrderDetail Of(WorkOrderState state, DateTimeOffset now)
    {
        var origin = state.Origin!;
        var pause = state.OpenPause?.Reason;
        return new OrderDetail(
            origin.OrderId, origin.Number, state.Status, TmfStates.TroubleTicket(state.Status, pause),
            TmfStates.WorkOrder(state.Status, pause), origin.Ticket, origin.Asset, origin.WorkKind, origin.Severity,
            origin.Cause, origin.Description, origin.OccurredAt, origin.CreatedAt, state.Lead, state.Assisting,
            DispatchWhy.Of(state.Choice), origin.Terms,
            FormattableString.Invariant($"{origin.Rules.PolicyId}.v{origin.Rules.PolicyVersion}"),
            OrderClocks.Of(state, now), state.AcceptedAt, state.Milestones, state.Pauses, state.Reply,
            state.RepliedAt, state.ReturnCount, state.Attribution, state.FalseReply, state.RepeatCount,
            state.UrgeCount, state.EndedAt, state.Outcome);
    }
}
