using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace FieldOps.Assessment.FollowUp;

/// <summary>The operator's own crews beside the contractors.</summary>
internal static class YardstickEndpoints
{
    // A branch's month of orders many times over; a province is compared branch by branch.
    private const int FactsMax = 200_000;

    /// <summary>Contractors of an operator, all standings.</summary>
    internal const int ContractorsMax = 10_000;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/yardstick", CompareAsync).Needs(PlatformRights.ReadAll)
            .WithSummary(
                "The own crews' indicators beside the contractors', by month, region and asset class. / 自维队伍标尺对比")
            .Answers<YardstickModel>().Refuses(403, 409, 422).WaitsFor(FollowUpProjection.Schema);

    private static async Task<IResult> CompareAsync(
        string month,
        string? region,
        string? assetClass,
        string? scheme,
        ApiCall call,
        CrewFigures figures,
        AssessmentRows register,
        PolicyChoice<ScoringScheme> schemes,
        IOptions<AssessmentOptions> options,
        TimeZoneInfo zone,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        if (!MonthKey.TryParse(month, out var key))
        {
            return HttpAnswers.Refuse(AssessmentProblems.MonthInvalid, ("month", month));
        }

        var schemeId = scheme ?? options.Value.SchemeId;
        var published = await schemes.OfAsync(call.Tenant, cancellationToken);
        if (published.EffectiveAt(schemeId, key.StartsAt(zone)) is not { } used)
        {
            return HttpAnswers.Refuse(AssessmentProblems.SchemeUnknown, ("scheme", schemeId));
        }

        var position = progress.PositionOf(FollowUpProjection.Schema);
        var filter = new CrewFilter(month, region, assetClass);
        if (await figures.OfAsync(call.Tenant, filter, key, used, FactsMax, cancellationToken) is not { } crews)
        {
            return HttpAnswers.Refuse(FollowUpProblems.YardstickTooWide);
        }

        var known = (await register.ContractorsAsync(call.Tenant, ContractorsMax, cancellationToken))
            .ToDictionary(c => c.ContractorId);
        var table = Yardstick.Of(crews.Where(c => known.ContainsKey(c.Key)).Select(c => new YardstickCrew(
            known[c.Key].Code, known[c.Key].Kind == ContractorKind.InHouse, c.Value)));
        return HttpAnswers.Ok(
            new YardstickModel(
                month, region, assetClass, used.Id, used.Version, [.. table.Select(YardstickRowModel.Of)]),
            position);
    }
}

/// <summary>Crews side by side; facts as they are known now, late ones included.</summary>
internal sealed record YardstickModel(
    string Month,
    string? Region,
    string? AssetClass,
    string SchemeId,
    int SchemeVersion,
    IReadOnlyList<YardstickRowModel> Indicators);

/// <summary>An indicator side by side.</summary>
internal sealed record YardstickRowModel(
    string Path,
    string TitleZh,
    string TitleEn,
    string Unit,
    decimal? Target,
    BetterSide Better,
    FigureModel? InHouse,
    FigureModel? Contractors,
    IReadOnlyList<YardstickCellModel> Crews)
{
    public static YardstickRowModel Of(YardstickRow row) => new(
        row.Indicator.Path, row.Indicator.TitleZh, row.Indicator.TitleEn, row.Indicator.Unit, row.Indicator.Target,
        row.Indicator.Better, FigureModel.Of(row.InHouse), FigureModel.Of(row.Contractors),
        [
            .. row.Crews.Select(c => new YardstickCellModel(
                c.Code, c.InHouse, c.Figure.Value(), c.Figure.Cases, c.Figure.IsMet(), c.Lead)),
        ]);
}

/// <summary>A figure; no value without a case.</summary>
internal sealed record FigureModel(decimal? Value, decimal Cases, bool? IsMet)
{
    public static FigureModel? Of(IndicatorFigure? figure) =>
        figure is null ? null : new FigureModel(figure.Value(), figure.Cases, figure.IsMet());
}

/// <summary>A crew's figure, and how much better it is than the own crews'.</summary>
internal sealed record YardstickCellModel(
    string ContractorCode, bool InHouse, decimal? Value, decimal Cases, bool? IsMet, decimal? Lead);
