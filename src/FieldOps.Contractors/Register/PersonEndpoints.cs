using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Http.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Contractors.Register;

/// <summary>People of contractors, their certificates and the unified certification.</summary>
internal static class PersonEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/people", ListAsync)
            .WithSummary("People by code, of a contractor or a team. / 人员列表")
            .Answers<Page<PersonState>>().WaitsFor(ContractorsProjection.Schema);
        api.MapGet("/people/{code}", ReadAsync)
            .WithSummary("One person: place, certificates, certification. / 人员档案")
            .Answers<PersonState>().Refuses(404);
        api.MapGet("/people/{code}/history", HistoryAsync)
            .WithSummary("All that happened to a person's file. / 人员履历")
            .Answers<Page<TimelineLine>>().Refuses(404);
        api.MapGet("/people/{code}/personal", PersonalAsync)
            .WithSummary("Name, phone and numbers, until they are erased. / 个人信息")
            .Answers<PersonalModel>().Refuses(404);
        api.MapGet("/expiries", ExpiriesAsync)
            .WithSummary("All that ends, nearest first: papers, certifications, contracts. / 到期清单")
            .Answers<Page<ExpiryModel>>().Refuses(422).WaitsFor(ContractorsProjection.Schema);
        MapSteps(api);
    }

    private static void MapSteps(RouteGroupBuilder api)
    {
        api.MapPost("/people", (ApiCall call, ApiBody<PersonBody> body, PersonDoor door, CancellationToken stop) =>
                door.RegisterAsync(call, body.Value, stop))
            .Needs(ContractorRights.KeepFile)
            .WithSummary("Registers a person of a contractor. / 登记人员")
            .Answers<PersonState>(StatusCodes.Status201Created).Refuses(403, 404, 409, 422);
        Step<PersonPlaceBody>(
            api.MapPut, "", "Another team or duty, name or phone. / 更正人员信息",
            (door, call, code, body, stop) => door.AmendAsync(call, code, body, stop));
        Step<PaperBody>(
            api.MapPost, "/certificates", "Records a certificate, or the renewed one under its code. / 登记证书",
            (door, call, code, body, stop) => door.RecordAsync(call, code, body, stop));
        Step<CertifyBody>(
            api.MapPost, ":certify", "The operator's unified certification. / 统一认证",
            (door, call, code, body, stop) => door.CertifyAsync(call, code, body, stop), ContractorRights.Certify);
        Because(
            api, ":revoke-certification", "Revokes the certification. / 撤销认证", r => new RevokeCertification(r),
            ContractorRights.Certify);
        Because(api, ":leave", "The person has left. / 人员离职", r => new LeavePerson(r));
        Step<BecauseBody>(
            api.MapPost, ":erase", "Erases name, phone and numbers of a person that has left. / 删除个人信息",
            (door, call, code, body, stop) => door.EraseAsync(call, code, body.Reason, stop), ContractorRights.Certify);
        Described(
            api.MapPost(
                "/people/{code}/certificates/{paper}:withdraw",
                (string code, string paper, ApiCall call, ApiBody<BecauseBody> body, PersonDoor door,
                    CancellationToken stop) => door.WithdrawAsync(call, code, paper, body.Value.Reason, stop)),
            "Withdraws a certificate. / 注销证书");
    }

    private static void Because(
        RouteGroupBuilder api, string verb, string summary, Func<string, ICommand> command, Right? right = null) =>
        Step<BecauseBody>(
            api.MapPost, verb, summary,
            (door, call, code, body, stop) => door.AskAsync(call, code, command(body.Reason), stop), right);

    private static void Step<TBody>(
        Func<string, Delegate, RouteHandlerBuilder> map,
        string verb,
        string summary,
        Func<PersonDoor, ApiCall, string, TBody, CancellationToken, Task<IResult>> run,
        Right? right = null)
        where TBody : class =>
        Described(
            map(
                "/people/{code}" + verb,
                (string code, ApiCall call, ApiBody<TBody> body, PersonDoor door, CancellationToken stop) =>
                    run(door, call, code, body.Value, stop)),
            summary,
            right);

    private static void Described(RouteHandlerBuilder endpoint, string summary, Right? right = null) => endpoint
        .Needs(right ?? ContractorRights.KeepFile)
        .WithSummary(summary).Answers<PersonState>().Refuses(403, 404, 409, 422);

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        string? team,
        RegisterRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(ContractorsProjection.Schema);
        var of = OnlyOf(call, contractor);
        var found = await rows.PeopleAsync(
            call.Tenant, page.After(1)?[0] ?? "", of, team, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(found, p => [p.Code], position));
    }

    private static async Task<IResult> ReadAsync(
        string code, ApiCall call, PersonDoor door, CancellationToken cancellationToken)
    {
        var (person, version) = await door.ReadAsync(call, code, cancellationToken);
        return person is null
            ? HttpAnswers.Refuse(PersonRefusals.Unknown)
            : HttpAnswers.Ok(person, version: version);
    }

    private static async Task<IResult> HistoryAsync(
        string code,
        ApiCall call,
        PageQuery page,
        PersonDoor door,
        EntityTimeline timeline,
        CancellationToken cancellationToken)
    {
        var (person, _) = await door.ReadAsync(call, code, cancellationToken);
        return person is null
            ? HttpAnswers.Refuse(PersonRefusals.Unknown)
            : await timeline.AnswerAsync(PersonDoor.KeyOf(call, code), page, cancellationToken);
    }

    private static async Task<IResult> PersonalAsync(
        string code, ApiCall call, PersonDoor door, PersonalData personal, CancellationToken cancellationToken)
    {
        var (person, _) = await door.ReadAsync(call, code, cancellationToken);
        return person is null
            ? HttpAnswers.Refuse(PersonRefusals.Unknown)
            : HttpAnswers.Ok(await personal.ReadAsync(call.Tenant, person.PersonId, cancellationToken));
    }

    private static async Task<IResult> ExpiriesAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        QueryInstant? before,
        RegisterRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(ContractorsProjection.Schema);
        ExpiryKey? after = null;
        if (page.After(4) is { } key)
        {
            if (!QueryInstant.TryParse(key[0], null, out var endsAt) || !Guid.TryParse(key[1], out var holder))
            {
                return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
            }

            after = new ExpiryKey(endsAt.Value, holder, key[2], key[3]);
        }

        var found = await rows.ExpiriesAsync(
            call.Tenant, OnlyOf(call, contractor), before?.Value, after, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            found, e => [e.EndsAt.ToString("O"), e.HolderId.ToString("D"), e.Subject, e.Code], position));
    }

    // A contractor sees its own, whatever it asks for.
    internal static Guid? OnlyOf(ApiCall call, string? contractor) =>
        call.By.ContractorId ?? (contractor is null ? null : ContractorIds.Contractor(call.Tenant, contractor));
}
