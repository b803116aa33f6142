using System.Globalization;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment.FollowUp;

/// <summary>Early warnings of running months.</summary>
internal static class WarningEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/warnings", ListAsync)
            .WithSummary(
                "Early warnings by the time of raising: status open, recovered or month-over. / 月中预警")
            .Answers<Page<WarningModel>>().Refuses(404, 422).WaitsFor(FollowUpProjection.Schema);

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        string? contractor,
        string? month,
        string? status,
        FollowUpRows rows,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var (filter, refused) = FollowUpFilters.Of(call, contractor, month, status);
        if (filter is null)
        {
            return refused!;
        }

        var position = progress.PositionOf(FollowUpProjection.Schema);
        if (FollowUpFilters.After(page.After(2)) is not { } after)
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var found = await rows.WarningsAsync(call.Tenant, filter, after, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            found, w => [w.RaisedAt.ToString("O", CultureInfo.InvariantCulture), w.WarningId.ToString("D")], position));
    }
}

/// <summary>A warning.</summary>
internal sealed record WarningModel(
    Guid WarningId,
    string ContractorCode,
    string Month,
    string Status,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ClosedAt,
    int Relapses,
    WarningFinding Finding);

/// <summary>Filters of the lists of follow-up: to a contractor what others have does not exist.</summary>
internal static class FollowUpFilters
{
    public static (FollowUpFilter? Filter, IResult? Refused) Of(
        ApiCall call, string? contractor, string? month, string? status)
    {
        if (month is not null && !MonthKey.TryParse(month, out _))
        {
            return (null, HttpAnswers.Refuse(AssessmentProblems.MonthInvalid, ("month", month)));
        }

        var named = contractor is null ? (Guid?)null : ContractorIds.Contractor(call.Tenant, contractor);
        return call.By.ContractorId is { } own && named is not null && named != own
            ? (null, HttpAnswers.Refuse(ContractorRefusals.Unknown))
            : (new FollowUpFilter(call.By.ContractorId ?? named, month, status), null);
    }

    /// <summary>Place and id after which a page begins; null when the cursor is of another list.</summary>
    public static (DateTimeOffset At, Guid Id)? After(IReadOnlyList<string>? key)
    {
        if (key is null)
        {
            return (DateTimeOffset.UnixEpoch, Guid.Empty);
        }

        return DateTimeOffset.TryParseExact(
                key[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)
            && Guid.TryParseExact(key[1], "D", out var id)
            ? (at, id)
            : null;
    }
}
