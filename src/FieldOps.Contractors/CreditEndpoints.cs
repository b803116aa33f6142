using FieldOps.Domain.Contractors;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Contractors;

/// <summary>The bad-credit list over HTTP.</summary>
internal static class CreditEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/bad-credit", ListAsync)
            .WithSummary("Companies that are or were listed; a contractor sees its own. / 不良信用名单")
            .Answers<Page<CreditRecordState>>().WaitsFor(ContractorsProjection.Schema);
        api.MapPost("/contractors/{code}:list-bad-credit", EnterAsync).Needs(ContractorRights.ListBadCredit)
            .WithSummary("Lists the company behind an entry: all its branches end. / 列入不良信用名单")
            .Answers<CreditRecordState>().Refuses(403, 404, 409, 422);
        api.MapPost("/bad-credit/{organisation}:appeal", AppealAsync).Needs(ContractorRights.AppealListing)
            .WithSummary("The company appeals, once. / 申诉")
            .Answers<CreditRecordState>().Refuses(403, 404, 409, 422);
        api.MapPost("/bad-credit/{organisation}:decide-appeal", DecideAsync).Needs(ContractorRights.ListBadCredit)
            .WithSummary("Another department head decides the appeal. / 申诉裁定")
            .Answers<CreditRecordState>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        ContractorRows rows,
        CreditWrites writes,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(ContractorsProjection.Schema);
        // A caller of a contractor without a company asks for an id that nothing has.
        var only = call.By.ContractorId is null
            ? (Guid?)null
            : (await writes.KeyAsync(
                call, await writes.OwnOrganisationAsync(call, cancellationToken) ?? "", cancellationToken)).Id;
        var found = await rows.RecordsAsync(
            call.Tenant, page.After(1)?[0] ?? "", only, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(found, r => [r.Code], position));
    }

    private static async Task<IResult> EnterAsync(
        string code,
        ApiCall call,
        ApiBody<BadCreditBody> body,
        CreditWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.ListAsync(call, code, body.Value, cancellationToken));

    private static async Task<IResult> AppealAsync(
        string organisation,
        ApiCall call,
        ApiBody<ListingAppealBody> body,
        CreditWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.AppealAsync(call, organisation, body.Value.Reason, cancellationToken));

    private static async Task<IResult> DecideAsync(
        string organisation,
        ApiCall call,
        ApiBody<AppealAnswerBody> body,
        CreditWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(await writes.DecideAsync(call, organisation, body.Value, cancellationToken));
}
