using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Faults;

/// <summary>Taking in alarms and reading them.</summary>
internal static class AlarmEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/alarms:batch", TakeAllAsync).Needs(FaultRights.Report).TakesBatch()
            .WithSummary($"Takes up to {BatchAnswer.ItemsMax} begins and ends of alarms, each with its own outcome")
            .Answers<BatchAnswer>()
            .Refuses(StatusCodes.Status403Forbidden);
        api.MapGet("/alarms", ListAsync).Needs(PlatformRights.ReadAll).WaitsFor(FaultsProjection.Schema)
            .WithSummary("Alarms, the latest first")
            .Answers<Page<AlarmRow>>();
        api.MapGet("/alarms/counts", CountAsync).Needs(PlatformRights.ReadAll).WaitsFor(FaultsProjection.Schema)
            .WithSummary("How many alarms there were, and what became of them")
            .Answers<AlarmCounts>();
    }

    private static async Task<IResult> TakeAllAsync(
        ApiCall call,
        ApiBody<AlarmBatchBody> body,
        FaultDoor door,
        AlarmRules rules,
        ProblemCatalog problems,
        CancellationToken cancellationToken)
    {
        var items = body.Value.Items;
        var policy = rules.Now;
        var targets = new Guid[items.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = AssetIds.Of(call.Tenant, items[i]?.AssetCode ?? string.Empty);
        }

        return BatchAnswer.Of(await BatchRun.ForEachAsync(targets, async index =>
        {
            var item = items[index] ?? new AlarmBody();
            var (command, refusal) = item.ToCommand(policy);
            var answer = command is null
                ? new Answer.Refused(refusal!, 0)
                : await door.AskAsync(
                    call.Tenant, targets[index], item.AssetType, command, call.ToContext(index), cancellationToken);
            return BatchItemOutcome.From(index, answer, problems, AlarmIntakeAnswer.Of);
        }));
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        AlarmQueries queries,
        IFeedProgress progress,
        [AsParameters] AlarmFilter filter,
        CancellationToken cancellationToken)
    {
        if (!SqlFilter.IsKey(page.After(3)))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var position = progress.PositionOf(FaultsProjection.Schema);
        var rows = await queries.ListAsync(call.Tenant, filter, page, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            rows,
            row => [SqlFilter.Text(row.AlarmRaisedTime), row.AssetId.ToString("D"), row.AlarmId],
            position));
    }

    private static async Task<IResult> CountAsync(
        ApiCall call, AlarmQueries queries, IFeedProgress progress, CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(FaultsProjection.Schema);
        return HttpAnswers.Ok(await queries.CountAsync(call.Tenant, cancellationToken), position);
    }
}
