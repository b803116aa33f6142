using System.Collections.Immutable;
using FieldOps.Assessment.Papers;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.FollowUp;

/// <summary>Monthly process reports: of a contractor, of a branch.</summary>
internal static class ReportEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/reports", ListAsync)
            .WithSummary("Published reports by month, with who has not read them. / 月度报告列表")
            .Answers<Page<ReportLineModel>>().Refuses(404, 422).WaitsFor(FollowUpProjection.Schema);
        Map(api, "/reports/contractors/{code}/{month}", ReportKind.Contractor, "a contractor / 代维单位");
        Map(api, "/reports/branches/{code}/{month}", ReportKind.Branch, "a branch / 分公司");
    }

    private static void Map(RouteGroupBuilder api, string route, ReportKind kind, string whose)
    {
        api.MapGet(
            route,
            ([AsParameters] ReportCall call, int? edition) => call.ShowAsync(kind, edition))
            .WithSummary($"The report of {whose}, its readers and later corrections: the newest edition or one named.")
            .Answers<ReportModel>().Refuses(404, 422);
        api.MapGet(route + "/draft", ([AsParameters] ReportCall call) => call.DraftAsync(kind))
            .Needs(PlatformRights.ReadAll)
            .WithSummary($"The report of {whose} as it would be published now. / 草稿")
            .Answers<ReportDraftModel>().Refuses(403, 404, 422);
        api.MapGet(
            route + "/paper",
            ([AsParameters] ReportCall call, int? edition, string? format) => call.PaperAsync(kind, edition, format))
            .WithSummary($"The report of {whose} to print: format html, csv or xlsx. / 打印报告")
            .Refuses(404, 422);
        api.MapPost(
            route + ":publish",
            ([AsParameters] ReportCall call, ApiBody<PublishReportBody> body) => call.PublishAsync(kind, body.Value))
            .Needs(FollowUpRights.Keep)
            .WithSummary($"Fixes the report of {whose}; what differs needs a reason, a new edition. / 发布报告")
            .Answers<ReportModel>().Refuses(403, 404, 409, 412, 422);
        api.MapPost(
            route + ":circulate",
            ([AsParameters] ReportCall call, ApiBody<CirculateReportBody> body) =>
                call.CirculateAsync(kind, body.Value))
            .Needs(FollowUpRights.Keep)
            .WithSummary($"Sends the report of {whose} to those concerned. / 分发签阅")
            .Answers<ReportModel>().Refuses(403, 404, 409, 412, 422);
        api.MapPost(
            route + ":acknowledge",
            ([AsParameters] ReportCall call, ApiBody<AcknowledgeReportBody> body) =>
                call.AcknowledgeAsync(kind, body.Value))
            .Needs(FollowUpRights.Acknowledge)
            .WithSummary($"\"I have read the report of {whose}\". / 签阅")
            .Answers<ReportModel>().Refuses(404, 409, 412, 422);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        string? month,
        FollowUpRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var (filter, refused) = FollowUpFilters.Of(call, contractor, month, null);
        if (filter is null)
        {
            return refused!;
        }

        var position = progress.PositionOf(FollowUpProjection.Schema);
        var after = page.After(2) ?? ["", Guid.Empty.ToString("D")];
        if (!Guid.TryParseExact(after[1], "D", out var last))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var found = await rows.ReportsAsync(
            call.Tenant, filter, (after[0], last), call.By.ContractorId, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            [.. found.Select(ReportLineModel.Of)], r => [r.Month, r.ReportId.ToString("D")], position));
    }
}

/// <summary>A call about one report.</summary>
/// <param name="Code">Code of the contractor, or the region, of the route.</param>
/// <param name="Month">yyyy-MM, of the route.</param>
/// <param name="Call">Who calls.</param>
/// <param name="Desk">Where reports are drawn up.</param>
/// <param name="Cancelled">The caller has gone.</param>
internal sealed record ReportCall(
    string Code, string Month, ApiCall Call, ReportDesk Desk, CancellationToken Cancelled)
{
    public async Task<IResult> ShowAsync(ReportKind kind, int? edition)
    {
        var (state, version, refused) = await FindAsync(kind);
        return refused ?? Shown(state!, version, edition);
    }

    public async Task<IResult> PaperAsync(ReportKind kind, int? edition, string? format)
    {
        var (state, _, refused) = await FindAsync(kind);
        if (refused is not null)
        {
            return refused;
        }

        return EditionOf(state!, edition) is { } shown
            ? await ReportPaper.OfAsync(state!, shown, new(Desk.Zone), format)
            : HttpAnswers.Refuse(ProcessReportRefusals.Unknown);
    }

    public async Task<IResult> DraftAsync(ReportKind kind)
    {
        var (draft, refusal) = await DrawAsync(kind);
        return draft is null
            ? HttpAnswers.Refuse(refusal!)
            : HttpAnswers.Ok(new ReportDraftModel(draft.Subject, draft.Unpublished, draft.Content));
    }

    public async Task<IResult> PublishAsync(ReportKind kind, PublishReportBody body)
    {
        var (draft, refusal) = await DrawAsync(kind);
        return draft is null
            ? HttpAnswers.Refuse(refusal!)
            : await AskAsync(draft.ReportId, draft with { Reason = body.Reason });
    }

    public async Task<IResult> CirculateAsync(ReportKind kind, CirculateReportBody body)
    {
        var (state, _, refused) = await FindAsync(kind);
        if (refused is not null)
        {
            return refused;
        }

        if (await Desk.RulesAsync(Call.Tenant, Cancelled) is not { } rules)
        {
            return HttpAnswers.Refuse(FollowUpProblems.RulesUnknown);
        }

        var audience = kind == ReportKind.Contractor ? rules.ContractorReport : rules.BranchReport;
        ImmutableArray<ReportReader> usual =
        [
            .. audience.Roles.Select(r => new ReportReader(r)),
            .. kind == ReportKind.Contractor
                ? rules.ContractorReaders.Select(r => new ReportReader(r, state!.Subject!.ContractorIds[0]))
                : [],
        ];
        var readers = body.Readers is { } named
            ? [.. named.Select(r => new ReportReader(
                r.Role, r.Contractor is { } code ? ContractorIds.Contractor(Call.Tenant, code) : null))]
            : usual;
        return await AskAsync(
            state!.ReportId, new CirculateReport(readers, audience.Channels, body.ReadDays ?? rules.ReadDays));
    }

    public async Task<IResult> AcknowledgeAsync(ReportKind kind, AcknowledgeReportBody body)
    {
        var (state, _, refused) = await FindAsync(kind);
        return refused ?? await AskAsync(state!.ReportId, new AcknowledgeReport(body.Edition));
    }

    private async Task<(PublishReport? Draft, Refusal? Refusal)> DrawAsync(ReportKind kind)
    {
        var (_, refusal) = ReportDesk.Find(Call, kind, Code, Month);
        return refusal is null ? await Desk.DraftAsync(Call, kind, Code, Month, Cancelled) : (null, refusal);
    }

    private async Task<(ProcessReportState? State, int Version, IResult? Refused)> FindAsync(ReportKind kind)
    {
        var (id, refusal) = ReportDesk.Find(Call, kind, Code, Month);
        if (refusal is not null)
        {
            return (null, 0, HttpAnswers.Refuse(refusal));
        }

        return await Desk.ReadAsync(Call, id, Cancelled) is { } found
            ? (found.State, found.Version, null)
            : (null, 0, HttpAnswers.Refuse(ProcessReportRefusals.Unknown));
    }

    private async Task<IResult> AskAsync(Guid id, ICommand command) => HttpAnswers.From(
        await Desk.AskAsync(Call, id, command, Cancelled),
        accepted => ReportModel.Of(
            (ProcessReportState)accepted.View, ((ProcessReportState)accepted.View).Editions[^1]));

    private static IResult Shown(ProcessReportState state, int version, int? edition) =>
        EditionOf(state, edition) is { } shown
            ? HttpAnswers.Ok(ReportModel.Of(state, shown), version: version)
            : HttpAnswers.Refuse(ProcessReportRefusals.Unknown);

    private static ReportEdition? EditionOf(ProcessReportState state, int? edition) =>
        state.Editions.FirstOrDefault(e => e.Number == (edition ?? state.Editions.Length));
}
