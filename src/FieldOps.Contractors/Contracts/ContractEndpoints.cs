using FieldOps.Contractors.Register;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Http.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Contractors.Contracts;

/// <summary>Contracts over HTTP; renewals stand beside the results that they rest on.</summary>
internal static class ContractEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contracts", ListAsync)
            .WithSummary("Contracts by code: of a contractor, in a status, ending before an instant. / 合同列表")
            .Answers<Page<ContractState>>().Refuses(422).WaitsFor(ContractorsProjection.Schema);
        api.MapGet("/contracts/{code}", ReadAsync)
            .WithSummary("One contract. / 合同")
            .Answers<ContractState>().Refuses(404);
        api.MapGet("/contracts/{code}/checklist", ChecklistAsync)
            .WithSummary("What the contract must hold, and what is missing. / 必备条款核对表")
            .Answers<ChecklistModel>().Refuses(404);
        api.MapGet("/contracts/{code}/history", HistoryAsync)
            .WithSummary("All that happened to a contract. / 合同履历")
            .Answers<Page<TimelineLine>>().Refuses(404);
        MapSteps(api);
    }

    private static void MapSteps(RouteGroupBuilder api)
    {
        api.MapPost(
                "/contracts",
                (ApiCall call, ApiBody<ContractBody> body, ContractDoor door, CancellationToken stop) =>
                    door.DraftAsync(call, body.Value.Code, body.Value.Terms, mayReplace: false, stop))
            .Needs(ContractorRights.DraftContract)
            .WithSummary("Drafts a contract. / 起草合同")
            .Answers<ContractState>(StatusCodes.Status201Created).Refuses(403, 404, 409, 422);
        Step<ContractTermsBody>(
            api.MapPut, "", ContractorRights.DraftContract,
            "Drafts a contract, or replaces the terms of a draft. / 起草或修改合同草案",
            (door, call, code, body, stop) => door.DraftAsync(call, code, body, mayReplace: true, stop));
        Described(
            api.MapPost(
                "/contracts/{code}:sign",
                (string code, ApiCall call, ContractDoor door, CancellationToken stop) =>
                    door.SignAsync(call, code, stop)),
            ContractorRights.Bind,
            "Signs for one's own side; the second signature puts it in force. / 签署合同");
        Step<AmendmentBody>(
            api.MapPost, ":propose-amendment", ContractorRights.Bind, "Either side proposes other terms. / 提出变更",
            (door, call, code, body, stop) => door.ProposeAsync(call, code, body, stop));
        Step<AmendmentAnswerBody>(
            api.MapPost, ":answer-amendment", ContractorRights.Bind, "The other side agrees or declines. / 答复变更",
            (door, call, code, body, stop) => door.AnswerAsync(call, code, body, stop));
        Step<ReviewBody>(
            api.MapPost, ":review", ContractorRights.DraftContract, "Records the review before the end. / 登记到期前评估",
            (door, call, code, body, stop) =>
                door.AskAsync(call, code, new RecordReview(body.Finding, body.Renew), stop));
        Step<EndContractBody>(
            api.MapPost, ":end", ContractorRights.RenewOrEnd, "Ends the contract before its term. / 提前终止合同",
            (door, call, code, body, stop) =>
                door.AskAsync(call, code, new EndContract(body.At, body.Reason), stop));
    }

    private static void Step<TBody>(
        Func<string, Delegate, RouteHandlerBuilder> map,
        string verb,
        Right right,
        string summary,
        Func<ContractDoor, ApiCall, string, TBody, CancellationToken, Task<IResult>> run)
        where TBody : class =>
        Described(
            map(
                "/contracts/{code}" + verb,
                (string code, ApiCall call, ApiBody<TBody> body, ContractDoor door, CancellationToken stop) =>
                    run(door, call, code, body.Value, stop)),
            right,
            summary);

    private static void Described(RouteHandlerBuilder endpoint, Right right, string summary) => endpoint
        .Needs(right)
        .WithSummary(summary).Answers<ContractState>().Refuses(403, 404, 409, 422);

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        string? status,
        QueryInstant? endingBefore,
        RegisterRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(ContractorsProjection.Schema);
        var found = await rows.ContractsAsync(
            call.Tenant, page.After(1)?[0] ?? "", PersonEndpoints.OnlyOf(call, contractor), status,
            endingBefore?.Value, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(found, c => [c.Code], position));
    }

    private static async Task<IResult> ReadAsync(
        string code, ApiCall call, ContractDoor door, CancellationToken cancellationToken)
    {
        var (contract, version) = await door.ReadAsync(call, code, cancellationToken);
        return contract is null
            ? HttpAnswers.Refuse(ContractRefusals.Unknown)
            : HttpAnswers.Ok(contract, version: version);
    }

    private static async Task<IResult> ChecklistAsync(
        string code, ApiCall call, ContractDoor door, CancellationToken cancellationToken)
    {
        var (contract, version) = await door.ReadAsync(call, code, cancellationToken);
        return contract is null
            ? HttpAnswers.Refuse(ContractRefusals.Unknown)
            : HttpAnswers.Ok(
                ChecklistModel.Of(contract.Terms!, await door.RulesAsync(call, cancellationToken)), version: version);
    }

    private static async Task<IResult> HistoryAsync(
        string code,
        ApiCall call,
        PageQuery page,
        ContractDoor door,
        EntityTimeline timeline,
        CancellationToken cancellationToken)
    {
        var (contract, _) = await door.ReadAsync(call, code, cancellationToken);
        return contract is null
            ? HttpAnswers.Refuse(ContractRefusals.Unknown)
            : await timeline.AnswerAsync(ContractDoor.KeyOf(call, code), page, cancellationToken);
    }
}
