using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.WorkOrders.Api;

/// <summary>One POST per verb: <c>/work-orders/{id}:accept</c>.</summary>
internal static class VerbEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        MapParties(api);
        MapSigning(api);
        MapMilestones(api);
        MapReview(api);
    }

    private static void MapParties(RouteGroupBuilder api)
    {
        Party(
            api, "dispatch", WorkOrderRights.Dispatch,
            "Dispatch, or again until it is signed for · 派单", (_, choice) => new DispatchOrder(choice));
        Party(
            api, "transfer", WorkOrderRights.PassOn, "Pass on to another party · 转派",
            (body, choice) => new TransferOrder(choice, body.Reason ?? string.Empty));
        Party(
            api, "add-assist", WorkOrderRights.Dispatch, "Add an assisting party · 加派",
            (body, choice) => new AddAssist(choice.Assignee!, body.Reason ?? string.Empty));
        Verb<TextRequest>(api, "append", WorkOrderRights.Dispatch, "Add information · 追单", OrderMapping.Append);
        Verb<NoteRequest>(api, "urge", WorkOrderRights.Dispatch, "Urge · 催单", OrderMapping.Urge);
        Verb<ReasonRequest>(api, "cancel", WorkOrderRights.Dispatch, "Cancel · 撤单", OrderMapping.Cancel);
        Described(
            api.MapPost(Path("merge"), MergeEndpoint.AnswerAsync), WorkOrderRights.Dispatch,
            "Merge into another order, which goes on · 合并工单");
    }

    private static void MapSigning(RouteGroupBuilder api)
    {
        Described(
            api.MapPost(Path("accept"), CrewEndpoints.AcceptAsync), WorkOrderRights.Crew, "Sign for the order · 接单");
        Described(
            api.MapPost(Path("assign-person"), CrewEndpoints.AssignAsync), WorkOrderRights.PassOn,
            "Name who does the work · 指派人员");
        Verb<ReasonRequest>(api, "refuse", WorkOrderRights.Crew, "Refuse the order · 退单", OrderMapping.Refuse);
        Verb<ConfirmRefusalRequest>(
            api, "confirm-refusal", WorkOrderRights.Dispatch,
            "Confirm the refusal · 同意退单", OrderMapping.ConfirmRefusal);
        Verb<ReasonRequest>(
            api, "reject-refusal", WorkOrderRights.Dispatch, "Reject the refusal · 驳回退单", OrderMapping.RejectRefusal);
        Described(
            api.MapPost(Path("suspend"), SuspendEndpoint.AnswerAsync), WorkOrderRights.Work, "Ask for a pause · 挂起");
        Verb<DecideSuspensionRequest>(
            api, "decide-suspension", WorkOrderRights.Dispatch, "Judge a pause · 挂起审批", OrderMapping.DecideSuspension);
        Verb<ClaimRequest>(api, "resume", WorkOrderRights.Work, "End the pause · 解挂", OrderMapping.Resume);
        Verb<ClocksRequest>(
            api, "suppress-clocks", WorkOrderRights.KeepClocks,
            "Clocks are not judged · 时限免考", OrderMapping.SuppressClocks);
        Verb<ClocksRequest>(
            api, "restore-clocks", WorkOrderRights.KeepClocks,
            "Clocks are judged again · 恢复考核", OrderMapping.RestoreClocks);
        Verb<RecordNoteRequest>(
            api, "note", WorkOrderRights.Note, "Report without a change of state · 阶段反馈", OrderMapping.Note);
    }

    private static void MapMilestones(RouteGroupBuilder api)
    {
        Milestone(api, "depart", "Departed · 出发", MilestoneKind.Departed);
        Milestone(api, "arrive-at-room", "Arrived at the equipment room · 到达机房", MilestoneKind.ArrivedAtRoom);
        Milestone(api, "arrive", "Arrived at the fault site · 到达现场", MilestoneKind.ArrivedOnSite);
        Milestone(api, "judge", "Fault judged · 判断故障点", MilestoneKind.FaultJudged);
        Milestone(api, "locate", "Fault located · 找到故障点", MilestoneKind.FaultLocated);
        Milestone(api, "put-on-load", "Generator on load · 发电带载", MilestoneKind.GeneratorOnLoad);
        Milestone(api, "restore", "Service restored · 抢通", MilestoneKind.ServiceRestored);
        Milestone(api, "splice", "Splice or repair completed · 接续完成", MilestoneKind.RepairCompleted);
        Milestone(api, "leave", "Left the site · 撤离", MilestoneKind.LeftSite);
    }

    private static void MapReview(RouteGroupBuilder api)
    {
        Verb<ReplyRequest>(api, "reply", WorkOrderRights.Crew, "Hand the order back · 回单", OrderMapping.Reply);
        Verb<VerifyRequest>(api, "verify", WorkOrderRights.Review, "The review passes · 质检通过", OrderMapping.Verify);
        Verb<ReturnReplyRequest>(
            api, "return-reply", WorkOrderRights.Review, "Send the reply back · 质检退回", OrderMapping.ReturnReply);
        Verb<TransferReviewRequest>(
            api, "transfer-review", WorkOrderRights.Review, "Pass the review on · 质检转审", OrderMapping.TransferReview);
        Verb<EmptyRequest>(api, "archive", WorkOrderRights.Close, "Archive · 归档", OrderMapping.Archive);
    }

    private static void Milestone(RouteGroupBuilder api, string verb, string summary, MilestoneKind kind) =>
        Described(
            api.MapPost(
                Path(verb),
                async (Guid id, ApiCall call, ApiBody<ClaimRequest> body, OrderDoor door, CancellationToken stop) =>
                {
                    var command = OrderMapping.Milestone(kind, body.Value, door.Heard(call));
                    return await door.AskAsync(
                        call, id, command with { Site = await door.SiteAsync(call, id, command, stop) }, stop);
                }),
            WorkOrderRights.Work,
            summary);

    private static void Verb<TBody>(
        RouteGroupBuilder api, string verb, Right right, string summary, Func<TBody, Heard, ICommand> map)
        where TBody : class =>
        Described(
            api.MapPost(
                Path(verb),
                (Guid id, ApiCall call, ApiBody<TBody> body, OrderDoor door, CancellationToken cancellationToken) =>
                    door.AskAsync(call, id, map(body.Value, door.Heard(call)), cancellationToken)),
            right,
            summary);

    private static void Party(
        RouteGroupBuilder api,
        string verb,
        Right right,
        string summary,
        Func<PartyRequest, Domain.WorkOrders.Dispatch.DispatchChoice, ICommand> map) =>
        Described(
            api.MapPost(
                Path(verb),
                (Guid id, ApiCall call, ApiBody<PartyRequest> body, OrderDoor door, CancellationToken stop) =>
                    door.AskWithPartyAsync(
                        call, id, body.Value.Contractor, choice => map(body.Value, choice), stop)),
            right,
            summary);

    private static string Path(string verb) => $"/work-orders/{{id:guid}}:{verb}";

    private static void Described(RouteHandlerBuilder endpoint, Right right, string summary) => endpoint
        .Needs(right)
        .WithSummary(summary)
        .Answers<WorkOrderView>()
        .Refuses(
            StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
            StatusCodes.Status422UnprocessableEntity);
}
