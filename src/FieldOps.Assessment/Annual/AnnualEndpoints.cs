using FieldOps.Assessment.Papers;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.Annual;

/// <summary>Annual assessments: drawn up, confirmed or objected to, approved, on paper.</summary>
internal static class AnnualEndpoints
{
    private const string One = "/annual-assessments/{contractor}/{year}";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/annual-assessments", ListAsync)
            .WithSummary("Annual assessments by number, each with what was drawn up last. / 年度考核列表")
            .Answers<Page<AnnualLineModel>>().Refuses(422).WaitsFor(AssessmentProjection.Schema);
        api.MapGet(
            One,
            ([AsParameters] AnnualCall call, int? edition, AnnualMonths months) =>
                call.ShowAsync(months, edition))
            .WithSummary("A year yyyy: its editions, and one of them with its tables and months. / 年度考核表")
            .Answers<AnnualModel>().Refuses(404, 422);
        api.MapGet(
            One + "/paper",
            ([AsParameters] AnnualCall call, int? edition, string? format, AssessmentRows rows) =>
                call.PaperAsync(rows, edition, format))
            .WithSummary("An edition to print: format html, csv or xlsx. / 打印年度考核表")
            .Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapPost("/annual-assessments:draw-up", DrawAllUpAsync).Needs(MonthRights.Manage)
            .WithSummary(
                "Weighs the tables of a year for every contractor that had a month in it; who calls it approves none "
                + "of them. / 批量编制年度考核(编制人不得审批)")
            .Answers<BatchAnswer>().Refuses(403, 404, 409, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapPost(
            One + ":draw-up",
            ([AsParameters] AnnualCall call, ApiBody<DrawUpAnnualBody> body, AssessmentRows rows, TimeZoneInfo zone) =>
                call.DrawUpAsync(body.Value, rows, zone))
            .Needs(MonthRights.Manage)
            .WithSummary("Weighs the tables of the year; other sheets than before need a reason. / 编制年度考核")
            .Answers<AnnualLineModel>().Refuses(403, 404, 409, 422).WaitsFor(AssessmentProjection.Schema);
        MapSteps(api);
    }

    private static void MapSteps(RouteGroupBuilder api)
    {
        Step<AnnualEditionBody>(
            api, "confirm", MonthRights.Confirm, "The contractor signs an edition. / 代维单位确认年度考核",
            (call, body) => call.AskAsync(new ConfirmAnnual(body.Edition)));
        Step<ObjectToAnnualBody>(
            api, "object", MonthRights.Confirm,
            "The contractor does not sign, and says why; once an edition. / 代维单位对年度考核提出异议",
            (call, body) => call.AskAsync(new ObjectToAnnual(body.Edition, body.Reason)));
        Step<AnswerAnnualBody>(
            api, "answer", MonthRights.Manage, "The operator answers the objection. / 答复年度考核异议",
            (call, body) => call.AskAsync(new AnswerAnnualObjection(body.Edition, body.Answer)));
        Step<AnnualEditionBody>(
            api, "approve", MonthRights.Approve,
            "The department head signs an edition, which decides the year. / 审批年度考核",
            (call, body) => call.ApproveAsync(body.Edition));
    }

    private static void Step<TBody>(
        RouteGroupBuilder api, string verb, Right right, string summary, Func<AnnualCall, TBody, Task<IResult>> step)
        where TBody : class =>
        api.MapPost(
                One + ":" + verb,
                ([AsParameters] AnnualCall call, ApiBody<TBody> body) => step(call, body.Value))
            .Needs(right).WithSummary(summary)
            .Answers<AnnualLineModel>().Refuses(403, 404, 409, 422);

    private static async Task<IResult> DrawAllUpAsync(
        ApiCall call, ApiBody<DrawUpAnnualsBody> body, AnnualDesk desk, CancellationToken cancellationToken)
    {
        var (items, refusal) = await desk.DrawAllUpAsync(
            call, body.Value.Year, body.Value.Composite, cancellationToken);
        return refusal is null ? BatchAnswer.Of(items!) : HttpAnswers.Refuse(refusal);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? year,
        AssessmentRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        if (year is not null && !YearRef.TryMonthsOf(year, out _))
        {
            return HttpAnswers.Refuse(AnnualProblems.Invalid, ("year", year));
        }

        var position = progress.PositionOf(AssessmentProjection.Schema);
        var after = page.After(1)?[0] ?? string.Empty;
        var found = await rows.AnnualsAsync(
            call.Tenant, year, call.By.ContractorId, after, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(found, l => [$"{l.ContractorCode}/{l.Year}"], position));
    }
}

/// <summary>A call about one contractor's year.</summary>
/// <param name="Contractor">Code, of the route.</param>
/// <param name="Year">yyyy, of the route.</param>
/// <param name="Call">Who calls.</param>
/// <param name="Desk">Where years are drawn up.</param>
/// <param name="Cancelled">The caller has gone.</param>
internal sealed record AnnualCall(
    string Contractor, string Year, ApiCall Call, AnnualDesk Desk, CancellationToken Cancelled)
{
    public Task<IResult> DrawUpAsync(DrawUpAnnualBody body, AssessmentRows rows, TimeZoneInfo zone) =>
        OnAsync(async id =>
        {
            if (await rows.ContractorAsync(Call.Tenant, id, Cancelled) is not { } known)
            {
                return HttpAnswers.Refuse(ContractorRefusals.Unknown);
            }

            var (weighed, refusal) = await Desk.WeighedAsync(Call.Tenant, Year, body.Composite, Cancelled);
            return weighed is null
                ? HttpAnswers.Refuse(refusal!)
                : Line(await Desk.DrawUpAsync(
                    Call, Call.ToContext(), YearRef.Of(id, known.Code, weighed.Months, zone), weighed, body.Reason,
                    Cancelled));
        });

    public Task<IResult> AskAsync(ICommand step) =>
        OnAsync(async id => Line(await Desk.AskAsync(Call, id, Year, step, Cancelled)));

    public Task<IResult> ApproveAsync(int edition) =>
        OnAsync(async id => Line(await Desk.ApproveAsync(Call, id, Year, edition, Cancelled)));

    public Task<IResult> ShowAsync(AnnualMonths months, int? edition) => OnAsync(async id =>
    {
        var (state, version) = await Desk.ReadAsync(Call, id, Year, Cancelled);
        if (Wanted(state, edition) is not { } found)
        {
            return HttpAnswers.Refuse(AnnualRefusals.Unknown);
        }

        var latest = state.Latest()!;
        var now = await months.NowAsync(Call.Tenant, id, Year, latest, Cancelled);
        return HttpAnswers.Ok(
            new AnnualModel(
                Contractor, Year, now.Outdates(latest), state.Approved()?.Number,
                [.. state.Editions.Select(AnnualEditionModel.Of)], AnnualContentModel.Of(found)),
            version: version);
    });

    public Task<IResult> PaperAsync(AssessmentRows rows, int? edition, string? format) => OnAsync(async id =>
    {
        var (state, _) = await Desk.ReadAsync(Call, id, Year, Cancelled);
        return Wanted(state, edition) is { } found
            && await rows.ContractorAsync(Call.Tenant, id, Cancelled) is { } known
            ? await AnnualPaper.OfAsync(new AnnualPaper(known, state, found, new(Desk.Zone)), format)
            : HttpAnswers.Refuse(AnnualRefusals.Unknown);
    });

    private static AnnualEdition? Wanted(AnnualState state, int? edition) =>
        state.Editions.FirstOrDefault(e => e.Number == (edition ?? state.Editions.Length));

    // To a contractor the years of others do not exist.
    private async Task<IResult> OnAsync(Func<Guid, Task<IResult>> answer)
    {
        var id = ContractorIds.Contractor(Call.Tenant, Contractor);
        if (Call.By.ContractorId is { } own && own != id)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        return YearRef.TryMonthsOf(Year, out _)
            ? await answer(id)
            : HttpAnswers.Refuse(AnnualProblems.Invalid, ("year", Year));
    }

    private static IResult Line(Answer answer) =>
        HttpAnswers.From(answer, accepted => AnnualLineModel.Of((AnnualState)accepted.View));
}
