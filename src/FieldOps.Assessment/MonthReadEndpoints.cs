using FieldOps.Assessment.Contracts;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Reads of contractor months.</summary>
internal static class MonthReadEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/months", ListAsync)
            .WithSummary("Months; freshLate: those with late facts that nothing has counted. / 月度考核列表")
            .Answers<Page<MonthModel>>().WaitsFor(AssessmentProjection.Schema);
        api.MapGet("/months/{contractor}/grade", GradeAsync)
            .WithSummary("Mean and letter over months. / 多月均分与等级")
            .Answers<GradeModel>().Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapGet("/months/{contractor}/{month}", SheetAsync)
            .WithSummary("A month with its score sheet and statement. / 月度考核表")
            .Answers<MonthSheetModel>().Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapGet("/months/{contractor}/{month}/statement", StatementAsync)
            .WithSummary("The settlement statement. / 结算单")
            .Answers<StatementModel>().Refuses(404, 409, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapGet("/months/{contractor}/{month}/orders", OrdersAsync)
            .WithSummary(
                "The orders of a month with their clocks, by number; line: those counted on a line of visits. / 当月工单")
            .Answers<Page<MonthOrderModel>>().Refuses(404, 422);
        api.MapGet("/months/{contractor}/{month}/late-facts", LateFactsAsync)
            .WithSummary("Facts that came after the freeze. / 冻结后到达的事实")
            .Answers<Page<LateFactModel>>().Refuses(404, 422);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        string? month,
        MonthStatusQuery? status,
        bool? freshLate,
        AssessmentRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        if (month is not null && !MonthKey.TryParse(month, out _))
        {
            return HttpAnswers.Refuse(AssessmentProblems.MonthInvalid);
        }

        var named = contractor is null ? (Guid?)null : ContractorIds.Contractor(call.Tenant, contractor);
        if (call.By.ContractorId is { } own && named is not null && named != own)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var position = progress.PositionOf(AssessmentProjection.Schema);
        var after = page.After(2);
        var found = await rows.MonthsAsync(
            call.Tenant,
            new MonthFilter(call.By.ContractorId ?? named, month, status?.Word, freshLate),
            after is null ? ("", "") : (after[0], after[1]),
            page.Limit + 1,
            cancellationToken);
        return HttpAnswers.From(page.ToPage(
            [.. found.Select(m => MonthModel.Of(m, MonthAccess.SeesSheet(call.By, m.Row)))],
            m => [m.Month, m.ContractorCode],
            position));
    }

    private static async Task<IResult> SheetAsync(
        string contractor,
        string month,
        ApiCall call,
        AssessmentRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(AssessmentProjection.Schema);
        if (MonthAccess.IdOf(call, contractor, month) is not { } id)
        {
            return MonthAccess.Refuse(call, contractor, month);
        }

        if (await rows.MonthAsync(call.Tenant, id, cancellationToken) is not { } stored)
        {
            return HttpAnswers.Refuse(MonthRefusals.Unknown);
        }

        var sees = MonthAccess.SeesSheet(call.By, stored.Month.Row);
        var model = new MonthSheetModel(
            MonthModel.Of(stored.Month, sees),
            sees && stored.Sheet is { } sheet ? SheetModel.Of(sheet) : null,
            sees && stored.Statement is { } statement ? StatementModel.Of(statement) : null);
        return HttpAnswers.Ok(model, position);
    }

    private static async Task<IResult> StatementAsync(
        string contractor,
        string month,
        ApiCall call,
        AssessmentRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(AssessmentProjection.Schema);
        if (MonthAccess.IdOf(call, contractor, month) is not { } id)
        {
            return MonthAccess.Refuse(call, contractor, month);
        }

        var stored = await rows.MonthAsync(call.Tenant, id, cancellationToken);
        return stored switch
        {
            null => HttpAnswers.Refuse(MonthRefusals.Unknown),
            { Statement: { } statement } when MonthAccess.SeesSheet(call.By, stored.Month.Row) =>
                HttpAnswers.Ok(StatementModel.Of(statement), position),
            _ => HttpAnswers.Refuse(MonthRefusals.NotComputed),
        };
    }

    private static Task<IResult> OrdersAsync([AsParameters] MonthCall call, PageQuery page, string? line) =>
        call.ShowAsync(state =>
        {
            var after = page.After(2);
            var lines = state.Visits is { } visits && MonthAccess.SeesSheet(call.Call.By, state)
                ? new VisitLines(visits)
                : null;
            var orders = state.Orders.Values
                .Where(o => line is null || lines?.PathOf(o) == line)
                .OrderBy(o => o.Number, StringComparer.Ordinal).ThenBy(o => o.OrderId)
                .Where(o => after is null || IsAfter(o, after[0], after[1]))
                .Take(page.Limit + 1)
                .Select(o => MonthOrderModel.Of(o) with { VisitLine = lines?.PathOf(o) })
                .ToArray();
            return HttpAnswers.From(page.ToPage(orders, o => [o.Number, o.OrderId.ToString("D")], 0));
        });

    private static Task<IResult> LateFactsAsync([AsParameters] MonthCall call, PageQuery page) =>
        call.ShowAsync(state =>
        {
            var after = page.After(2);
            var late = state.Late
                .Select(LateFactModel.Of)
                .OrderBy(l => l.Kind, StringComparer.Ordinal)
                .ThenBy(l => l.SubjectId.ToString("D"), StringComparer.Ordinal)
                .Where(l => after is null || string.CompareOrdinal(KeyOf(l), after[0] + " " + after[1]) > 0)
                .Take(page.Limit + 1)
                .ToArray();
            return HttpAnswers.From(page.ToPage(late, l => [l.Kind, l.SubjectId.ToString("D")], 0));
        });

    private static async Task<IResult> GradeAsync(
        string contractor,
        string from,
        string to,
        ApiCall call,
        AssessmentRows rows,
        SchemeChoice schemes,
        TimeZoneInfo zone,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(AssessmentProjection.Schema);
        if (!MonthKey.TryParse(from, out _) || !MonthKey.TryParse(to, out var last))
        {
            return HttpAnswers.Refuse(AssessmentProblems.MonthInvalid);
        }

        var id = ContractorIds.Contractor(call.Tenant, contractor);
        if (call.By.ContractorId is { } own && own != id)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var months = (await rows.ScoredAsync(call.Tenant, id, from, to, cancellationToken))
            .Where(m => m.IsFinal && MonthAccess.SeesSheet(call.By, m)).ToArray();
        var (scheme, refusal) = await schemes.OfLastAsync(
            call.Tenant, id, months, last.StartsAt(zone), cancellationToken);
        if (scheme is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var summary = Grading.Over(months.Select(m => m.Graded()), scheme.Grades);
        return HttpAnswers.Ok(
            new GradeModel(
                contractor, from, to, summary.Mean, summary.Grade, summary.MonthsScored, summary.MonthsWithoutScore,
                summary.MonthsLowestGrade,
                [.. summary.Months.Select(m => new MonthGradeModel(m.Month, m.Score, m.Grade))]),
            position);
    }

    private static bool IsAfter(OrderFact order, string number, string id)
    {
        var compared = string.CompareOrdinal(order.Number, number);
        return compared > 0 || (compared == 0 && Guid.TryParse(id, out var last) && order.OrderId.CompareTo(last) > 0);
    }

    private static string KeyOf(LateFactModel late) => $"{late.Kind} {late.SubjectId:D}";
}
