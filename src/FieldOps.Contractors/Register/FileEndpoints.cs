using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using FieldOps.Platform.Http.Timeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Contractors.Register;

/// <summary>Qualifications, maintenance bases and teams of a contractor.</summary>
internal static class FileEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contractors/{code}/file", ReadAsync)
            .WithSummary("Papers, bases and teams of a contractor. / 资质、基地与班组")
            .Answers<ContractorFileState>().Refuses(404);
        api.MapGet("/contractors/{code}/file/history", HistoryAsync)
            .WithSummary("All that happened to the file. / 档案履历")
            .Answers<Page<TimelineLine>>().Refuses(404);
        Described(
            api.MapPost("/contractors/{code}/file/qualifications", QualificationAsync),
            "Records a qualification, or the renewed one under its code. / 登记资质");
        Step<BecauseBody>(
            api.MapPost, "qualifications/{part}:withdraw", "Withdraws a qualification. / 注销资质",
            (part, body, _) => new WithdrawQualification(part, body.Reason));
        Step<BaseBody>(
            api.MapPut, "bases/{part}", "Records or corrects a maintenance base. / 登记维护基地",
            (part, body, of) => new PutBaseSite(
                of.ContractorId, of.Code, new BaseSite(part, body.NameZh, body.NameEn, body.Region, body.County)),
            (file, part) => file.Bases.ContainsKey(part));
        Step<BecauseBody>(
            api.MapPost, "bases/{part}:close", "Closes a maintenance base. / 撤销维护基地",
            (part, body, _) => new CloseBaseSite(part, body.Reason));
        Step<TeamBody>(
            api.MapPut, "teams/{part}", "Records or corrects a team. / 登记班组",
            (part, body, of) => new PutTeam(
                of.ContractorId, of.Code,
                new CrewTeam(part, body.NameZh, body.NameEn, body.Speciality, body.BaseCode)),
            (file, part) => file.Teams.ContainsKey(part));
        Step<BecauseBody>(
            api.MapPost, "teams/{part}:disband", "Disbands a team. / 撤销班组",
            (part, body, _) => new DisbandTeam(part, body.Reason));
    }

    private static void Step<TBody>(
        Func<string, Delegate, RouteHandlerBuilder> map,
        string path,
        string summary,
        Func<string, TBody, ContractorState, ICommand> command,
        Func<ContractorFileState, string, bool>? holds = null)
        where TBody : class =>
        Described(
            map(
                "/contractors/{code}/file/" + path,
                (string code, string part, ApiCall call, ApiBody<TBody> body, FileDoor door, CancellationToken stop) =>
                    door.AskAsync(
                        call, code, of => command(part, body.Value, of), stop,
                        file => holds?.Invoke(file, part) != false)),
            summary);

    private static void Described(RouteHandlerBuilder endpoint, string summary) => endpoint
        .Needs(ContractorRights.KeepFile)
        .WithSummary(summary).Answers<ContractorFileState>().Refuses(403, 404, 409, 422);

    private static async Task<IResult> ReadAsync(
        string code, ApiCall call, FileDoor door, CancellationToken cancellationToken)
    {
        var (contractor, snapshot) = await door.ReadAsync(call, code, cancellationToken);
        if (contractor is null)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        // A contractor of whom nothing was recorded has an empty file.
        var file = (ContractorFileState)snapshot.State;
        return HttpAnswers.Ok(
            file with { ContractorId = contractor.ContractorId, Code = contractor.Code }, version: snapshot.Version);
    }

    private static async Task<IResult> HistoryAsync(
        string code,
        ApiCall call,
        PageQuery page,
        FileDoor door,
        EntityTimeline timeline,
        CancellationToken cancellationToken)
    {
        var (contractor, _) = await door.ReadAsync(call, code, cancellationToken);
        return contractor is null
            ? HttpAnswers.Refuse(ContractorRefusals.Unknown)
            : await timeline.AnswerAsync(FileDoor.KeyOf(call, code), page, cancellationToken);
    }

    private static async Task<IResult> QualificationAsync(
        string code,
        ApiCall call,
        ApiBody<PaperBody> body,
        FileDoor door,
        RegisterPolicies policies,
        IAppClock clock,
        CancellationToken cancellationToken)
    {
        var rules = await policies.RegisterAtAsync(call.Tenant, clock.Now, cancellationToken);
        return await door.AskAsync(
            call, code, of => new RecordQualification(of.ContractorId, of.Code, body.Value.ToWish(rules)),
            cancellationToken);
    }
}

/// <summary>Takes calls to files: finds the contractor, keeps others' files from a contractor.</summary>
internal sealed class FileDoor(IEntities entities)
{
    public static EntityKey KeyOf(ApiCall call, string contractor) => call.Key(
        ContractorFileState.EntityType, ContractorFileState.IdOf(ContractorIds.Contractor(call.Tenant, contractor)));

    /// <summary>The contractor, null when there is none for the caller, and its file.</summary>
    public async Task<(ContractorState? Contractor, EntitySnapshot File)> ReadAsync(
        ApiCall call, string code, CancellationToken cancellationToken)
    {
        var contractor = await entities.ReadAsync(ContractorWrites.KeyOf(call, code), cancellationToken);
        var file = await entities.ReadAsync(KeyOf(call, code), cancellationToken);
        var state = (ContractorState)contractor.State;
        var seen = contractor.Version > 0 && (call.By.ContractorId is not { } own || own == state.ContractorId);
        return (seen ? state : null, file);
    }

    public async Task<IResult> AskAsync(
        ApiCall call,
        string code,
        Func<ContractorState, ICommand> command,
        CancellationToken cancellationToken,
        Func<ContractorFileState, bool>? isThere = null)
    {
        var (contractor, file) = await ReadAsync(call, code, cancellationToken);
        if (contractor is null)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var asked = isThere?.Invoke((ContractorFileState)file.State) == false ? call.ForNewPart() : call;
        return HttpAnswers.From(await entities.AskAsync(
            KeyOf(call, code), command(contractor), asked.ToContext(), cancellationToken));
    }
}
