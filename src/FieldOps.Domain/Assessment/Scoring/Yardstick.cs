using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// The operator's own crews as a yardstick (domain reference, 12): the same indicators, side by side with contractors.
/// </summary>
public static class Yardstick
{
    /// <summary>One row an indicator. Several crews together are merged by their cases, never by their means.</summary>
    /// <param name="crews">Crews with figures of one scheme.</param>
    public static ImmutableArray<YardstickRow> Of(IEnumerable<YardstickCrew> crews)
    {
        var all = crews.OrderByDescending(c => c.InHouse).ThenBy(c => c.Code, StringComparer.Ordinal).ToArray();
        if (all.Length == 0)
        {
            return [];
        }

        var inHouse = IndicatorFigures.Together([.. all.Where(c => c.InHouse).Select(c => c.Figures)]);
        var contractors = IndicatorFigures.Together([.. all.Where(c => !c.InHouse).Select(c => c.Figures)]);
        return
        [
            .. all[0].Figures.Select((figure, at) =>
            {
                var own = inHouse.IsEmpty ? null : inHouse[at];
                return new YardstickRow(
                    figure with { Sum = 0, Cases = 0 }, own, contractors.IsEmpty ? null : contractors[at],
                    [
                        .. all.Select(c => new YardstickCell(
                            c.Code, c.InHouse, c.Figures[at], Lead(c.Figures[at], own))),
                    ]);
            }),
        ];
    }

    // Above 0 whoever does better than the own crews, whichever side of the target is good.
    private static decimal? Lead(IndicatorFigure figure, IndicatorFigure? own) =>
        figure.Value() is { } value && own?.Value() is { } yardstick
            ? figure.Better == BetterSide.Higher ? value - yardstick : yardstick - value
            : null;
}

/// <summary>A crew with its figures.</summary>
/// <param name="Code">Its code.</param>
/// <param name="InHouse">True for the operator's own.</param>
/// <param name="Figures">In the scheme's order.</param>
public sealed record YardstickCrew(string Code, bool InHouse, ImmutableArray<IndicatorFigure> Figures);

/// <summary>An indicator side by side.</summary>
/// <param name="Indicator">Titles, unit and target; no figures.</param>
/// <param name="InHouse">All own crews together; null when there is none.</param>
/// <param name="Contractors">All contractors together; null when there is none.</param>
/// <param name="Crews">Own crews first, then by code.</param>
public sealed record YardstickRow(
    IndicatorFigure Indicator,
    IndicatorFigure? InHouse,
    IndicatorFigure? Contractors,
    ImmutableArray<YardstickCell> Crews);

/// <summary>A crew's figure beside the own crews'.</summary>
/// <param name="Code">The crew.</param>
/// <param name="InHouse">True for the operator's own.</param>
/// <param name="Figure">Its figure.</param>
/// <param name="Lead">
/// How much better than the own crews, in the unit of the value; below 0 worse; null without cases on either side.
/// </param>
public sealed record YardstickCell(string Code, bool InHouse, IndicatorFigure Figure, decimal? Lead);
