using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.FollowUp;

/// <summary>Tasks to put something right.</summary>
internal static class RectificationEndpoints
{
    // 整改, as orders are GD and tickets GZ.
    private const string Series = "ZG";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/rectifications", RaiseAsync).Needs(FollowUpRights.Keep)
            .WithSummary("Asks for something to be put right: of a warning, a report line or a breach. / 下达整改任务")
            .Answers<RectificationState>(201).Refuses(403, 404, 409, 422);
        api.MapGet("/rectifications", ListAsync)
            .WithSummary("Tasks by number; overdue=true for those whose time is over. / 整改任务列表")
            .Answers<Page<RectificationState>>().Refuses(404, 422).WaitsFor(FollowUpProjection.Schema);
        api.MapGet("/rectifications/{id:guid}", ReadAsync)
            .WithSummary("A task with its proofs. / 整改任务")
            .Answers<RectificationState>().Refuses(404);
        Step<SubmitProofBody>(
            api, "submit", FollowUpRights.Prove,
            "Says that it is done, with proof. / 提交整改证据", b => new SubmitRectification(b.Evidence));
        Step<AcceptProofBody>(
            api, "accept", FollowUpRights.Keep, "The proof does. / 验收通过", b => new AcceptRectification(b.Remark));
        Step<ReturnProofBody>(
            api, "return", FollowUpRights.Keep, "The proof does not do. / 退回整改",
            b => new ReturnRectification(b.Reason, b.DueAt?.ToUniversalTime()));
        Step<WithdrawTaskBody>(
            api, "withdraw", FollowUpRights.Keep,
            "There is nothing to put right. / 撤销整改", b => new WithdrawRectification(b.Reason));
    }

    private static void Step<TBody>(
        RouteGroupBuilder api, string step, Right right, string summary, Func<TBody, ICommand> command)
        where TBody : class =>
        api.MapPost(
            "/rectifications/{id:guid}:" + step,
            async (Guid id, ApiCall call, ApiBody<TBody> body, IEntities entities, CancellationToken cancelled) =>
                await IsSeenAsync(entities, call, id, cancelled)
                    ? HttpAnswers.From(await entities.AskAsync(
                        call.Key(RectificationState.EntityType, id), command(body.Value), call.ToContext(), cancelled))
                    : HttpAnswers.Refuse(RectificationRefusals.Unknown))
            .Needs(right).WithSummary(summary).Answers<RectificationState>().Refuses(403, 404, 409, 412, 422);

    private static async Task<IResult> RaiseAsync(
        ApiCall call,
        ApiBody<RaiseRectificationBody> body,
        IEntities entities,
        INumbers numbers,
        PolicyChoice<FollowUpRules> choice,
        IAppClock clock,
        CancellationToken cancellationToken)
    {
        var wish = body.Value;
        var contractor = ContractorIds.Contractor(call.Tenant, wish.Contractor);
        var known = await entities.ReadAsync(call.Key(ContractorIds.ContractorType, contractor), cancellationToken);
        if (known.Version == 0)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var published = await choice.OfAsync(call.Tenant, cancellationToken);
        if (published.EffectiveAt(RuleSets.Default, clock.Now)?.Rectifications is not { } rules)
        {
            return HttpAnswers.Refuse(FollowUpProblems.RulesUnknown);
        }

        if (await SourceAsync(entities, call, contractor, wish, cancellationToken) is not { } source)
        {
            return HttpAnswers.Refuse(
                RectificationRefusals.SourceUnknown, ("kind", wish.Source.Kind.ToString().ToLowerInvariant()));
        }

        var id = NameBasedId.Of(call.CommandId, RectificationState.EntityType);
        var number = await numbers.NextAsync(call.Tenant, Series, clock.Now, cancellationToken);
        return HttpAnswers.From(
            await entities.AskAsync(
                call.Key(RectificationState.EntityType, id),
                new RaiseRectification(
                    id, number, source, contractor, wish.Contractor, wish.Month, wish.Demand, wish.Responsible,
                    wish.DueAt.ToUniversalTime(), rules.Raised, rules.Escalations),
                call.ToContext(),
                cancellationToken),
            createdAt: $"{ApiEndpoints.Prefix}/rectifications/{id:D}");
    }

    private static async Task<IResult> ReadAsync(
        Guid id, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        var snapshot = await entities.ReadAsync(call.Key(RectificationState.EntityType, id), cancellationToken);
        return IsSeen(call, snapshot)
            ? HttpAnswers.From(RectificationState.EntityType, snapshot)
            : HttpAnswers.Refuse(RectificationRefusals.Unknown);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        string? month,
        string? status,
        bool? overdue,
        FollowUpRows rows,
        IAppClock clock,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var (filter, refused) = FollowUpFilters.Of(call, contractor, month, status);
        if (filter is null)
        {
            return refused!;
        }

        var position = progress.PositionOf(FollowUpProjection.Schema);
        var found = await rows.RectificationsAsync(
            call.Tenant, filter, overdue == true ? clock.Now : null, page.After(1)?[0] ?? "", page.Limit + 1,
            cancellationToken);
        return HttpAnswers.From(page.ToPage(found, t => [t.Number], position));
    }

    private static async Task<bool> IsSeenAsync(
        IEntities entities, ApiCall call, Guid id, CancellationToken cancellationToken) =>
        IsSeen(call, await entities.ReadAsync(call.Key(RectificationState.EntityType, id), cancellationToken));

    private static bool IsSeen(ApiCall call, EntitySnapshot snapshot) =>
        snapshot.Version > 0
        && (call.By.ContractorId is not { } own || ((RectificationState)snapshot.State).ContractorId == own);

    private static async Task<RectificationSource?> SourceAsync(
        IEntities entities,
        ApiCall call,
        Guid contractor,
        RaiseRectificationBody wish,
        CancellationToken cancellationToken)
    {
        var month = MonthRef.IdOf(contractor, wish.Month);
        var (kind, id, line) = wish.Source;
        switch (kind)
        {
            case RectificationSourceKind.Warning:
                var watch = (MonthWatchState)await StateOf(MonthWatchState.EntityType, MonthWatchState.IdOf(month));
                return watch.Warnings.FirstOrDefault(w => w.WarningId == id) is { } warning
                    ? new RectificationSource(kind, id, null, warning.Finding.TextZh, warning.Finding.TextEn)
                    : null;
            case RectificationSourceKind.Violation:
                var state = (MonthState)await StateOf(MonthRef.EntityType, month);
                return state.Violations.GetValueOrDefault(id) is { } breach
                    ? new RectificationSource(kind, id, null, $"违约 {breach.Kind}", $"breach {breach.Kind}")
                    : null;
            default:
                var report = (ProcessReportState)await StateOf(ProcessReportState.EntityType, id);
                return report.Subject is { } subject && subject.Month == wish.Month
                    && report.Editions[^1].Content.HasLine(wish.Contractor, line)
                    ? new RectificationSource(
                        kind, id, line, $"{subject.Code} {subject.Month} 月度报告:{line}",
                        $"report of {subject.Code}, {subject.Month}: {line}")
                    : null;
        }

        async Task<object> StateOf(string type, Guid entity) =>
            (await entities.ReadAsync(call.Key(type, entity), cancellationToken)).State;
    }
}

/// <summary>A task to raise.</summary>
internal sealed record RaiseRectificationBody(
    string Contractor,
    string Month,
    RectificationSourceBody Source,
    string Demand,
    string Responsible,
    DateTimeOffset DueAt);

/// <summary>A proof.</summary>
internal sealed record SubmitProofBody(string Evidence);

/// <summary>The department is content.</summary>
internal sealed record AcceptProofBody(string? Remark = null);

/// <summary>It is not; with a new date, or the old one.</summary>
internal sealed record ReturnProofBody(string Reason, DateTimeOffset? DueAt = null);

/// <summary>There is nothing to put right.</summary>
internal sealed record WithdrawTaskBody(string Reason);

/// <summary>What gives rise to it: the warning, the breach, or a line of a report.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The warning, the breach or the report.</param>
/// <param name="Line">Path of an indicator, number of an order, or id of a breach shown in the report.</param>
internal sealed record RectificationSourceBody(RectificationSourceKind Kind, Guid Id, string? Line = null);
