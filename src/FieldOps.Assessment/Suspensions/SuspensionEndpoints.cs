using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.Suspensions;

/// <summary>Proposals to suspend the cooperation, raised by the product, decided by the department head.</summary>
internal static class SuspensionEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/suspensions", ListAsync)
            .WithSummary(
                "Proposed suspensions with their facts: status open, confirmed, dismissed or withdrawn. / 中止合作建议")
            .Answers<Page<SuspensionState>>().Refuses(404, 422).WaitsFor(SuspensionProjection.Schema);
        Step(
            api, "confirm", "Suspends the cooperation: dispatch passes over. / 确认中止合作",
            reason => new ConfirmSuspension(reason));
        Step(
            api, "dismiss", "Does not suspend; further results propose it again. / 驳回中止建议",
            reason => new DismissSuspension(reason));
    }

    private static void Step(RouteGroupBuilder api, string verb, string summary, Func<string, ICommand> command) =>
        api.MapPost(
                "/suspensions/{contractor}/{year}:" + verb,
                async (
                    string contractor,
                    string year,
                    ApiCall call,
                    ApiBody<SuspensionBody> body,
                    IEntities entities,
                    CancellationToken stop) =>
                {
                    var id = ContractorIds.Contractor(call.Tenant, contractor);
                    return HttpAnswers.From(await entities.AskAsync(
                        call.Key(SuspensionState.EntityType, SuspensionState.IdOf(id, year)),
                        command(body.Value.Reason), call.ToContext(), stop));
                })
            .Needs(ContractorRights.Suspend).WithSummary(summary)
            .Answers<SuspensionState>().Refuses(403, 404, 409, 422);

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        string? status,
        SuspensionRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(SuspensionProjection.Schema);
        var named = contractor is null ? (Guid?)null : ContractorIds.Contractor(call.Tenant, contractor);
        if (call.By.ContractorId is { } own && named is not null && named != own)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var found = await rows.PageAsync(
            call.Tenant, page.After(1)?[0] ?? "", call.By.ContractorId ?? named, status, page.Limit + 1,
            cancellationToken);
        return HttpAnswers.From(page.ToPage(found, s => [s.Code], position));
    }
}

/// <summary>Why it is decided so.</summary>
internal sealed record SuspensionBody(string Reason);

/// <summary>What people read when a proposal says no.</summary>
internal static class SuspensionProblems
{
    public static ProblemText[] All { get; } =
    [
        new(
            SuspensionRefusals.Unknown, 404, "No suspension was proposed for this contractor and year.",
            "该单位该年度没有中止合作建议。"),
        new(
            SuspensionRefusals.NotOpen, 409, "The proposal was decided already.", "该建议已处理。",
            "It is {status}.", "当前状态 {status}。"),
        new(SuspensionRefusals.ReasonMissing, 422, "A reason is needed.", "必须填写理由。"),
    ];
}
