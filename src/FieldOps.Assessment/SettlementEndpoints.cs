using System.Globalization;
using System.Net.Mime;
using System.Text.Json.Nodes;
using FieldOps.Assessment.Contracts;
using FieldOps.Assessment.Papers;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Export;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Works that are paid beside the lots, and the papers of a settlement.</summary>
internal static class SettlementEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/settlement-terms", List)
            .WithSummary("All price lists with their versions. / 价目表")
            .Answers<IReadOnlyList<JsonObject>>();
        api.MapPost("/settlement-terms:validate", Validate).Needs(PolicyRights.Check)
            .WithSummary("Says all that is wrong with a price list. / 校验价目表")
            .Answers<SchemeFaultsModel>().Refuses(422);
        api.MapPost("/months/{contractor}/{month}/works", RecordAsync).Needs(MonthRights.Manage)
            .WithSummary("Records a work, a fine or a deduction with its price. / 登记结算事项")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/works/{work:guid}:withdraw", WithdrawAsync).Needs(MonthRights.Manage)
            .WithSummary("Takes back what should not have been recorded; it stays to be seen. / 撤销结算事项")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapGet("/months/{contractor}/{month}/works", WorksAsync)
            .WithSummary("Works of a month, those taken back included: by whom, when and why. / 结算事项")
            .Answers<IReadOnlyList<WorkFact>>().Refuses(404, 422);
        api.MapGet("/months/{contractor}/{month}/paper", PaperAsync)
            .WithSummary("The sheet and statement to print: format html, csv or xlsx. / 打印结算单")
            .Refuses(404, 409, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapGet("/months/{contractor}/{month}/confirmation-letter", LetterAsync)
            .WithSummary("The letter that lists what was charged. / 结算确认函")
            .Refuses(404, 409, 422).WaitsFor(AssessmentProjection.Schema);
    }

    private static IResult List(ApiCall call, SettlementChoice terms) =>
        HttpAnswers.Ok(terms.All.Select(PolicyDocuments.Body).ToArray());

    private static IResult Validate(ApiCall call, ApiBody<JsonObject> body)
    {
        var (terms, refusal) = PolicyDocuments.Read<SettlementTerms>(body.Value);
        if (terms is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var faults = terms.Faults();
        return HttpAnswers.Ok(new SchemeFaultsModel(faults.IsEmpty, faults));
    }

    private static Task<IResult> RecordAsync(
        [AsParameters] MonthCall call, ApiBody<WorkBody> body, PriceListChoice prices, WorkClaims claims,
        TimeZoneInfo zone) =>
        call.AnswerAsync(async month =>
        {
            var (list, none) = await prices.OfAsync(
                call.Call.Tenant, month.ContractorId, month.StartsAt, body.Value.Terms, call.Cancelled);
            if (list is null)
            {
                return await MonthCall.Refused(none!);
            }

            var (work, wrong) = body.Value.Priced(
                list, NameBasedId.Of(call.Call.CommandId, "work"), MonthKey.Of(month.StartsAt, zone).Days);
            wrong ??= await claims.RefusalOfAsync(call.Call.Tenant, month, work!, call.Cancelled);
            return await (wrong is not null
                ? MonthCall.Refused(wrong)
                : call.SendAsync(month, new RecordWork(month, work!) { LateReason = body.Value.LateReason() }));
        });

    private static Task<IResult> WithdrawAsync([AsParameters] MonthCall call, Guid work, ApiBody<WithdrawBody> body) =>
        call.AskAsync(new WithdrawWork(work, body.Value.Reason) { LateReason = body.Value.LateReason() });

    private static Task<IResult> WorksAsync([AsParameters] MonthCall call) =>
        call.ShowAsync(state => HttpAnswers.Ok(state.Works.Values.OrderBy(w => w.RecordedAt).ToArray()));

    private static async Task<IResult> PaperAsync(
        string contractor,
        string month,
        string? format,
        ApiCall call,
        StatementPapers papers,
        CancellationToken cancellationToken)
    {
        var (paper, refused) = await papers.OfAsync(call, contractor, month, cancellationToken);
        if (paper is null)
        {
            return refused!;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"statement-{contractor}-{month}");
        return format switch
        {
            null or "html" => Results.Text(PaperHtml.Of(paper), MediaTypeNames.Text.Html, System.Text.Encoding.UTF8),
            "csv" => Results.Bytes(await PaperCsv.OfAsync(paper), "text/csv; charset=utf-8", name + ".csv"),
            "xlsx" => Results.Bytes(PaperWorkbook.Of(paper), Workbook.MediaType, name + ".xlsx"),
            _ => HttpAnswers.Refuse(RequestRefusals.ParameterInvalid, ("parameter", "format")),
        };
    }

    private static async Task<IResult> LetterAsync(
        string contractor,
        string month,
        ApiCall call,
        StatementPapers papers,
        CancellationToken cancellationToken)
    {
        var (paper, refused) = await papers.OfAsync(call, contractor, month, cancellationToken);
        return paper is null
            ? refused!
            : Results.Text(PaperHtml.Letter(paper), MediaTypeNames.Text.Html, System.Text.Encoding.UTF8);
    }
}
