using FieldOps.Assessment.Papers;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.Quarters;

/// <summary>Quarterly settlements: drawn up, confirmed, settled, on paper.</summary>
internal static class QuarterEndpoints
{
    private const string One = "/quarters/{contractor}/{quarter}";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/quarters", ListAsync)
            .WithSummary("Quarterly settlements by number, each with the edition that holds. / 季度结算列表")
            .Answers<Page<QuarterLineModel>>().Refuses(422).WaitsFor(AssessmentProjection.Schema);
        api.MapGet(One, ([AsParameters] QuarterCall call, AssessmentRows rows) => call.ShowAsync(rows))
            .WithSummary("A quarter yyyy-Qn: its months added up, and what was drawn up of it. / 季度结算")
            .Answers<QuarterModel>().Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
        MapSteps(api);
        MapPapers(api);
    }

    private static void MapSteps(RouteGroupBuilder api)
    {
        api.MapPost("/quarters:draw", DrawAllAsync).Needs(MonthRights.Manage)
            .WithSummary("Draws the quarter up for every contractor. / 编制全部季度结算")
            .Answers<BatchAnswer>().Refuses(403, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapPost(
            One + ":draw",
            ([AsParameters] QuarterCall call, ApiBody<DrawQuarterBody> body, AssessmentRows rows, TimeZoneInfo zone) =>
                call.DrawAsync(body.Value, rows, zone))
            .Needs(MonthRights.Manage)
            .WithSummary("Adds its settled months up; other sheets than before need a reason. / 编制季度结算")
            .Answers<QuarterLineModel>().Refuses(403, 404, 409, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapPost(
            One + ":confirm",
            ([AsParameters] QuarterCall call, ApiBody<SignQuarterBody> body) => call.ConfirmAsync(body.Value.Edition))
            .Needs(MonthRights.Confirm)
            .WithSummary("The contractor signs an edition. / 代维单位确认季度结算")
            .Answers<QuarterLineModel>().Refuses(403, 404, 409, 422);
        api.MapPost(
            One + ":settle",
            ([AsParameters] QuarterCall call, ApiBody<SignQuarterBody> body) => call.SettleAsync(body.Value.Edition))
            .Needs(MonthRights.Approve)
            .WithSummary("The department head signs an edition, which is paid. / 审批季度结算")
            .Answers<QuarterLineModel>().Refuses(403, 404, 409, 422);
    }

    private static void MapPapers(RouteGroupBuilder api)
    {
        api.MapGet(
            One + "/paper",
            ([AsParameters] QuarterCall call, int? edition, string? format, AssessmentRows rows) =>
                call.PaperAsync(rows, edition, p => QuarterPaper.OfAsync(p, format)))
            .WithSummary("An edition to print: format html, csv or xlsx. / 打印季度结算单")
            .Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapGet(
            One + "/confirmation-letter",
            ([AsParameters] QuarterCall call, int? edition, AssessmentRows rows) =>
                call.PaperAsync(rows, edition, p => Task.FromResult(QuarterPaper.Letter(p))))
            .WithSummary("The letter that lists what was charged in the quarter. / 季度结算确认函")
            .Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? quarter,
        AssessmentRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        if (quarter is not null && !QuarterKey.TryParse(quarter, out _))
        {
            return HttpAnswers.Refuse(QuarterProblems.Invalid, ("quarter", quarter));
        }

        var position = progress.PositionOf(AssessmentProjection.Schema);
        var after = page.After(1)?[0] ?? string.Empty;
        var found = await rows.QuartersAsync(
            call.Tenant, quarter, call.By.ContractorId, after, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            found, l => [$"{l.ContractorCode}/{l.Quarter}"], position));
    }

    private static async Task<IResult> DrawAllAsync(
        ApiCall call, ApiBody<DrawQuartersBody> body, QuarterDesk desk, CancellationToken cancellationToken)
    {
        if (!QuarterKey.TryParse(body.Value.Quarter, out var quarter))
        {
            return HttpAnswers.Refuse(QuarterProblems.Invalid, ("quarter", body.Value.Quarter));
        }

        var (items, refusal) = await desk.DrawAllAsync(call, quarter, body.Value.Reason, cancellationToken);
        return refusal is null ? BatchAnswer.Of(items!) : HttpAnswers.Refuse(refusal);
    }
}

/// <summary>A call about one contractor's quarter.</summary>
/// <param name="Contractor">Code, of the route.</param>
/// <param name="Quarter">yyyy-Qn, of the route.</param>
/// <param name="Call">Who calls.</param>
/// <param name="Desk">Where quarters are drawn up.</param>
/// <param name="Cancelled">The caller has gone.</param>
internal sealed record QuarterCall(
    string Contractor, string Quarter, ApiCall Call, QuarterDesk Desk, CancellationToken Cancelled)
{
    public Task<IResult> ShowAsync(AssessmentRows rows) => OnAsync((id, key) => ShowAsync(rows, id, key));

    public Task<IResult> DrawAsync(DrawQuarterBody body, AssessmentRows rows, TimeZoneInfo zone) =>
        OnAsync(async (id, key) => await rows.ContractorAsync(Call.Tenant, id, Cancelled) is { } known
            ? Line(await Desk.DrawAsync(
                Call, Call.ToContext(), QuarterRef.Of(id, known.Code, key, zone), key, body.Reason, Cancelled))
            : HttpAnswers.Refuse(ContractorRefusals.Unknown));

    public Task<IResult> ConfirmAsync(int edition) =>
        OnAsync(async (id, key) => Line(await Desk.ConfirmAsync(Call, id, key, edition, Cancelled)));

    public Task<IResult> SettleAsync(int edition) =>
        OnAsync(async (id, key) => Line(
            await Desk.SettleAsync(Call, id, Contractor, key, edition, Cancelled)));

    public Task<IResult> PaperAsync(AssessmentRows rows, int? edition, Func<QuarterPaper, Task<IResult>> print) =>
        OnAsync((id, key) => PaperAsync(rows, edition, print, id, key));

    private async Task<IResult> ShowAsync(AssessmentRows rows, Guid id, QuarterKey key)
    {
        var (state, version) = await Desk.ReadAsync(Call, id, key, Cancelled);
        var months = (await rows.ScoredAsync(
            Call.Tenant, id, key.Months[0].ToString(), key.Months[^1].ToString(), Cancelled))
            .Where(m => MonthAccess.SeesSheet(Call.By, m)).ToArray();
        var settled = months.Where(m => m.Status == MonthStatus.Settled).ToArray();
        var sheets = settled.Select(m => new QuarterSheet(m.Month, m.SheetNumber ?? 0));
        return HttpAnswers.Ok(
            new QuarterModel(
                Contractor, Quarter, settled.Length, settled.Sum(m => m.TotalCny ?? 0m),
                [.. months.Select(m => new QuarterMonthModel(m.Month, m.Status, m.Score, m.TotalCny))],
                state.Latest() is { } latest && !latest.Months.Select(m => m.Sheet()).SequenceEqual(sheets),
                state.PaidCny(), [.. state.Editions.Select(QuarterEditionModel.Of)]),
            version: version);
    }

    private async Task<IResult> PaperAsync(
        AssessmentRows rows, int? edition, Func<QuarterPaper, Task<IResult>> print, Guid id, QuarterKey key)
    {
        var (state, _) = await Desk.ReadAsync(Call, id, key, Cancelled);
        var wanted = edition ?? state.Editions.Length;
        return state.Editions.FirstOrDefault(e => e.Number == wanted) is { } found
            && await rows.ContractorAsync(Call.Tenant, id, Cancelled) is { } known
            ? await print(new QuarterPaper(known, state, found, new(Desk.Zone)))
            : HttpAnswers.Refuse(QuarterRefusals.Unknown);
    }

    // To a contractor the quarters of others do not exist.
    private async Task<IResult> OnAsync(Func<Guid, QuarterKey, Task<IResult>> answer)
    {
        var id = ContractorIds.Contractor(Call.Tenant, Contractor);
        if (Call.By.ContractorId is { } own && own != id)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        return QuarterKey.TryParse(Quarter, out var key)
            ? await answer(id, key)
            : HttpAnswers.Refuse(QuarterProblems.Invalid, ("quarter", Quarter));
    }

    private static IResult Line(Answer answer) =>
        HttpAnswers.From(answer, accepted => QuarterDesk.LineOf((QuarterState)accepted.View));
}
