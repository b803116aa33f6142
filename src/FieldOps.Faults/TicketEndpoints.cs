using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Faults;

/// <summary>Reporting faults and reading tickets.</summary>
internal static class TicketEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/tickets", ReportAsync).Needs(FaultRights.Report)
            .WithSummary("Reports a fault: a new ticket (201), a repeat of the open one, or suppressed")
            .Answers<TicketIntake>(StatusCodes.Status201Created)
            .Refuses(
                StatusCodes.Status403Forbidden,
                StatusCodes.Status404NotFound,
                StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/tickets:batch", ReportAllAsync).Needs(FaultRights.Report).TakesBatch()
            .WithSummary($"Reports up to {BatchAnswer.ItemsMax} faults, each with its own outcome")
            .Answers<BatchAnswer>();
        api.MapGet("/tickets", ListAsync).Needs(PlatformRights.ReadAll).WaitsFor(FaultsProjection.Schema)
            .WithSummary("Tickets, the latest first")
            .Answers<Page<TicketRow>>();
        api.MapGet("/tickets/{ticketId:guid}", GetAsync).Needs(PlatformRights.ReadAll).WaitsFor(FaultsProjection.Schema)
            .WithSummary("A ticket with its repeats and alarms")
            .Answers<TicketDetail>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReportAsync(
        ApiCall call,
        ApiBody<ReportBody> body,
        FaultDoor door,
        AlarmRules rules,
        CancellationToken cancellationToken)
    {
        var report = body.Value;
        var command = report.ToCommand(rules.Clock, rules.Now.Times);
        var assetId = AssetIds.Of(call.Tenant, report.AssetCode ?? string.Empty);
        var answer = await door.AskAsync(
            call.Tenant, assetId, report.AssetType, command, call.ToContext(), cancellationToken);
        if (answer is not Answer.Accepted accepted)
        {
            return HttpAnswers.From(answer);
        }

        var intake = TicketIntake.Of(accepted);
        return HttpAnswers.From(
            answer,
            _ => intake,
            intake.Status == TicketIntake.Raised ? $"{ApiEndpoints.Prefix}/tickets/{intake.TicketId:D}" : null);
    }

    private static async Task<IResult> ReportAllAsync(
        ApiCall call,
        ApiBody<ReportBatchBody> body,
        FaultDoor door,
        AlarmRules rules,
        ProblemCatalog problems,
        CancellationToken cancellationToken)
    {
        var items = body.Value.Items;
        var now = rules.Clock;
        var times = rules.Now.Times;
        var targets = new Guid[items.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = AssetIds.Of(call.Tenant, items[i]?.AssetCode ?? string.Empty);
        }

        return BatchAnswer.Of(await BatchRun.ForEachAsync(targets, async index =>
        {
            var item = items[index] ?? new ReportBody();
            var answer = await door.AskAsync(
                call.Tenant,
                targets[index],
                item.AssetType,
                item.ToCommand(now, times),
                call.ToContext(index),
                cancellationToken);
            return BatchItemOutcome.From(index, answer, problems, TicketIntake.Of);
        }));
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        TicketQueries queries,
        IFeedProgress progress,
        [AsParameters] TicketFilter filter,
        CancellationToken cancellationToken)
    {
        if (!SqlFilter.IsKey(page.After(2)))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var position = progress.PositionOf(FaultsProjection.Schema);
        var rows = await queries.ListAsync(call.Tenant, filter, page, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            rows, row => [SqlFilter.Text(row.RaisedAt), row.TicketId.ToString("D")], position));
    }

    private static async Task<IResult> GetAsync(
        Guid ticketId,
        ApiCall call,
        TicketQueries queries,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(FaultsProjection.Schema);
        return await queries.FindAsync(call.Tenant, ticketId, cancellationToken) is { } found
            ? HttpAnswers.Ok(found, position)
            : HttpAnswers.Refuse(FaultProblems.TicketUnknown, ("ticketId", ticketId.ToString("D")));
    }
}
