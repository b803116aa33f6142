using System.Collections.Immutable;
using System.Globalization;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Scores of scores by weight.</summary>
public static class CompositeScore
{
    private const decimal WholePercent = 100m;

    /// <summary>
    /// The weighted mean of the parts, rounded once to 0.01. Parts without a score are left out and counted, or leave
    /// the whole without one, as the composite says.
    /// </summary>
    /// <param name="composite">Checked: all references known.</param>
    /// <param name="scoreOf">Score of a part's table in the period; null without one.</param>
    /// <param name="compositeOf">
    /// Composites by id, in the version that holds; null where none does: such a part has no score, as one that would
    /// contain itself.
    /// </param>
    public static CompositeSheet Of(
        CompositeScheme composite,
        Func<string, decimal?> scoreOf,
        Func<string, CompositeScheme?> compositeOf) => Of(composite, scoreOf, compositeOf, [composite.Id]);

    /// <summary>The same of tables over a period.</summary>
    /// <param name="composite">Checked: all references known.</param>
    /// <param name="tables">The tables; a part without one has no score.</param>
    /// <param name="compositeOf">Composites by id, in the version that holds; null where none does.</param>
    public static CompositeSheet Of(
        CompositeScheme composite, IEnumerable<PeriodTable> tables, Func<string, CompositeScheme?> compositeOf)
    {
        var scores = tables.ToDictionary(t => t.SchemeId, t => t.Score, StringComparer.Ordinal);
        return Of(composite, s => scores.GetValueOrDefault(s), compositeOf);
    }

    private static CompositeSheet Of(
        CompositeScheme composite,
        Func<string, decimal?> scoreOf,
        Func<string, CompositeScheme?> compositeOf,
        ImmutableArray<string> way)
    {
        ImmutableArray<CompositeLine> lines =
        [
            .. composite.Parts.Select(p => p.Table() is { } table
                ? LineOf(p, scoreOf(table), null)
                : !way.Contains(p.Composite!) && compositeOf(p.Composite!) is { } inner
                    ? LineOf(p, Of(inner, scoreOf, compositeOf, way.Add(inner.Id)))
                    : LineOf(p, null, null)),
        ];
        var there = lines.Where(l => l.Score is not null).ToArray();
        var missing = lines.Length - there.Length;
        if (there.Length == 0 || (missing > 0 && composite.MissingPart == MissingPart.NoScore))
        {
            return new CompositeSheet(composite.Id, composite.Version, null, null, missing, lines);
        }

        var weight = there.Sum(l => l.WeightPercent);
        var score = decimal.Round(
            there.Sum(l => l.Score!.Value * l.WeightPercent) / weight, 2, MidpointRounding.AwayFromZero);
        return new CompositeSheet(
            composite.Id, composite.Version, score, Grading.GradeOf(score, composite.Grades), missing, lines);
    }

    private static CompositeLine LineOf(CompositePart part, CompositeSheet inner) => LineOf(part, inner.Score, inner);

    private static CompositeLine LineOf(CompositePart part, decimal? score, CompositeSheet? inner)
    {
        var (zh, en) = score is { } value
            ? (Product(value, part.WeightPercent), Product(value, part.WeightPercent))
            : ("无得分,不计入", "no score: left out");
        return new CompositeLine(
            part.Id, part.Scheme, part.Composite, part.WeightPercent, score, $"{part.TitleZh}:{zh}",
            $"{part.TitleEn}: {en}")
        {
            Inner = inner,
            OwnSheets = part.OwnSheets,
        };
    }

    private static string Product(decimal score, decimal weight) => string.Create(
        CultureInfo.InvariantCulture, $"{score:0.##} × {weight:0.##}% = {score * weight / WholePercent:0.####}");
}

/// <summary>A composite score with its parts.</summary>
/// <param name="CompositeId">The composite.</param>
/// <param name="Version">Its version.</param>
/// <param name="Score">To 0.01; null without one.</param>
/// <param name="Grade">Its letter.</param>
/// <param name="PartsMissing">Parts without a score.</param>
/// <param name="Lines">The parts in the composite's order.</param>
public sealed record CompositeSheet(
    string CompositeId,
    int Version,
    decimal? Score,
    string? Grade,
    int PartsMissing,
    ImmutableArray<CompositeLine> Lines);

/// <summary>One part.</summary>
/// <param name="Id">The part.</param>
/// <param name="Scheme">Its scheme; null for anything else.</param>
/// <param name="Composite">Its composite; null for anything else.</param>
/// <param name="WeightPercent">Its weight.</param>
/// <param name="Score">Its score; null without one.</param>
/// <param name="TextZh">The part as a sentence.</param>
/// <param name="TextEn">The part as a sentence.</param>
public sealed record CompositeLine(
    string Id, string? Scheme, string? Composite, decimal WeightPercent, decimal? Score, string TextZh, string TextEn)
{
    /// <summary>The parts of a part that is a composite; null for any other.</summary>
    public CompositeSheet? Inner { get; init; }

    /// <summary>True where the months' own sheets are the part.</summary>
    public bool? OwnSheets { get; init; }
}
