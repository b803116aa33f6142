using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// A score table over the months of a period (domain reference, 7.1). A monthly or daily table counts by the mean of
/// its months, a special one by the mean of the months that it was marked in, each by the version of its scheme that
/// held when the month began; an annual or year-end one by the facts of the whole period at once, by one version.
/// </summary>
/// <param name="SchemeId">The scheme.</param>
/// <param name="SchemeVersion">The version that it begins with.</param>
/// <param name="Kind">Which period a sheet of it stands for.</param>
/// <param name="TitleZh">The scheme's title.</param>
/// <param name="TitleEn">The scheme's title.</param>
/// <param name="Score">To 0.01; null where nothing gave it one.</param>
/// <param name="Months">The months that it is the mean of; none where it stands for the whole period.</param>
/// <param name="Sheets">Its own sheets, where no month has one: of a special, annual or year-end table.</param>
public sealed record PeriodTable(
    string SchemeId,
    int SchemeVersion,
    SheetKind Kind,
    string TitleZh,
    string TitleEn,
    decimal? Score,
    ImmutableArray<TableMonth> Months,
    ImmutableArray<TableSheet> Sheets)
{
    /// <summary>
    /// Stands for the scheme where the months' own sheets count, whatever scored them: no scheme has a blank in its id.
    /// </summary>
    public const string OwnSheets = "own sheets";

    /// <summary>The table over months by one version of its scheme alone.</summary>
    /// <param name="scheme">What scores it.</param>
    /// <param name="months">
    /// The months in order, each with the earlier faults that this scheme looks back to.
    /// </param>
    public static PeriodTable Of(ScoringScheme scheme, IReadOnlyCollection<MonthState> months)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return OfHeld(
            scheme,
            [.. months.Select(m => new HeldMonth(m, m.Month?.StartsAt >= scheme.EffectiveFrom ? scheme : null))]);
    }

    /// <summary>
    /// The table over months: those that began when the scheme held, and those whose sheet is by it. It begins with
    /// its scheme, by which nobody could agree to have a month before it scored.
    /// </summary>
    /// <param name="scheme">
    /// The version that begins it: it says what kind of table it is, and scores what stands for the whole period.
    /// </param>
    /// <param name="months">
    /// The months in order, each with the earlier faults that the version that scores it looks back to.
    /// </param>
    public static PeriodTable OfHeld(ScoringScheme scheme, IReadOnlyCollection<HeldMonth> months)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(months);
        HeldMonth[] own = [.. months.Where(m => m.Scheme is not null || IsSigned(m.Month, scheme))];
        return scheme.IsWholePeriod()
            ? OfFacts(scheme, MonthFacts.Union(own.Select(m => FactsOf(m.Month, scheme))), own.Length)
            : OfMonths(scheme, [.. own.Select(m => MonthOf(m, scheme)).OfType<(TableMonth, ScoreSheet?)>()]);
    }

    /// <summary>The mean of the months' own sheets, as corrected, by whatever schemes.</summary>
    /// <param name="months">The months in order; one without a sheet is left out.</param>
    public static PeriodTable OfOwnSheets(IReadOnlyCollection<MonthState> months)
    {
        ArgumentNullException.ThrowIfNull(months);
        var own = months.Where(m => m.Sheet is not null).Select(Signed).ToImmutableArray();
        return new PeriodTable(
            OwnSheets, 1, SheetKind.Monthly, "各月考核表", "The months' own sheets", MeanOf(own), own, []);
    }

    /// <summary>
    /// What a table that stands for the whole period passes by, because people marked it on lines of a later version.
    /// Any other scores each month by the version that people marked it by.
    /// </summary>
    /// <param name="scheme">The version that begins the table.</param>
    /// <param name="months">The months in order.</param>
    public static ImmutableArray<UnweighedMark> Unweighed(
        ScoringScheme scheme, IReadOnlyCollection<MonthState> months)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(months);
        if (!scheme.IsWholePeriod())
        {
            return [];
        }

        var lines = scheme.MarkedRules().Select(r => r.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. months.Where(m => m.Month?.StartsAt >= scheme.EffectiveFrom || IsSigned(m, scheme))
                .SelectMany(m => MonthScore.Adjusted(FactsOf(m, scheme)).Marks
                    .Where(k => k.SchemeId == scheme.Id && !lines.Contains(k.Path))
                    .Select(k => k.Path).Distinct().Order(StringComparer.Ordinal)
                    .Select(path => new UnweighedMark(m.Month!.Month, path, scheme.Id, scheme.Version))),
        ];
    }

    private static bool IsSigned(MonthState month, ScoringScheme scheme) =>
        month.Sheet?.Score.SchemeId == scheme.Id;

    private static PeriodTable OfFacts(ScoringScheme scheme, MonthFacts facts, int months)
    {
        var sheet = months > 0 && (scheme.Kind == SheetKind.Annual || IsMarked(facts, scheme))
            ? MonthScore.Of(facts, scheme)
            : null;
        sheet = sheet is not null && IsMeasured(sheet) ? sheet : null;
        return None(scheme) with
        {
            Score = sheet?.Score,
            Sheets = sheet is null ? [] : [new TableSheet(null, Listed(sheet))],
        };
    }

    private static PeriodTable OfMonths(
        ScoringScheme scheme, ImmutableArray<(TableMonth Month, ScoreSheet? Own)> months)
    {
        ImmutableArray<TableMonth> own = [.. months.Select(m => m.Month)];
        return None(scheme) with
        {
            Score = MeanOf(own),
            Months = own,
            Sheets = scheme.Kind != SheetKind.Special
                ? []
                : [.. months.Where(m => m.Own is not null).Select(m => new TableSheet(m.Month.Month, Listed(m.Own!)))],
        };
    }

    // The sheet that was signed counts, as it was corrected, where it is of this scheme; other tables are scored from
    // the same frozen facts.
    private static (TableMonth Month, ScoreSheet? Own)? MonthOf(HeldMonth month, ScoringScheme scheme)
    {
        var state = month.Month;
        if (IsSigned(state, scheme))
        {
            return (Signed(state), null);
        }

        var facts = FactsOf(state, scheme);
        if (scheme.Kind != SheetKind.Monthly && !IsMarked(facts, scheme))
        {
            return null;
        }

        var held = month.Scheme!;
        var own = MonthScore.Of(facts, held);
        int? other = held.Version == scheme.Version ? null : held.Version;
        return (new TableMonth(state.Month!.Month, own.Score, null) { SchemeVersion = other }, own);
    }

    private static TableMonth Signed(MonthState state)
    {
        var score = state.LastCorrection() is { } corrected ? corrected.ScoreAfter : state.Sheet!.Score.Score;
        return new TableMonth(state.Month!.Month, score, state.Sheet!.Number);
    }

    private static decimal? MeanOf(ImmutableArray<TableMonth> months)
    {
        var scores = months.Select(m => m.Score).OfType<decimal>().ToArray();
        return scores.Length == 0
            ? null
            : decimal.Round(scores.Sum() / scores.Length, 2, MidpointRounding.AwayFromZero);
    }

    // With the late facts that a correction counted, or found to change nothing on the month's own sheet.
    private static MonthFacts FactsOf(MonthState state, ScoringScheme scheme) =>
        (state with { Late = [.. state.Late.Take(state.LateCounted())] }).WithLateFacts().FactsFor(scheme);

    private static bool IsMarked(MonthFacts facts, ScoringScheme scheme) =>
        facts.Marks.Any(m => m.SchemeId == scheme.Id);

    // Full marks for want of a mark, a reading or an order are no result of a year. Breaches stand in every table, and
    // alone they make none.
    private static bool IsMeasured(ScoreSheet sheet) =>
        sheet.Lines.Any(l => l is { Status: ScoreLineStatus.Measured, Kind: not ScoreLineKind.Violation });

    // Orders that are left out stand on the sheets of their months, one by one; here they are counted.
    private static ScoreSheet Listed(ScoreSheet sheet) => sheet with { Excluded = [], Open = [] };

    private static PeriodTable None(ScoringScheme scheme) => new(
        scheme.Id, scheme.Version, scheme.Kind, scheme.TitleZh, scheme.TitleEn, null, [], []);
}

/// <summary>A month of a table.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Score">Null where the month has none: it is left out of the mean.</param>
/// <param name="SheetNumber">The signed sheet that says so; null where the table scores the month's facts.</param>
public sealed record TableMonth(string Month, decimal? Score, int? SheetNumber)
{
    /// <summary>
    /// The version that scored the month's facts, where it is not the one that the table begins with; null where it
    /// is, and where a signed sheet says so.
    /// </summary>
    public int? SchemeVersion { get; init; }
}

/// <summary>A month of a period, and how a table scores it.</summary>
/// <param name="Month">The month.</param>
/// <param name="Scheme">The version of the table's scheme that held when it began; null where none did.</param>
public sealed record HeldMonth(MonthState Month, ScoringScheme? Scheme);

/// <summary>A sheet of a table's own.</summary>
/// <param name="Month">The month that it was marked in; null for the whole period.</param>
/// <param name="Sheet">Line by line; orders that are left out are counted alone.</param>
public sealed record TableSheet(string? Month, ScoreSheet Sheet);
