using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Annual;

/// <summary>A contractor's annual assessment as its events left it.</summary>
/// <param name="Code">Its number, of contractor and year: <c>DW-01/2026</c>; empty before the first event.</param>
/// <param name="Year">Which year of whom; null before the first event.</param>
/// <param name="Editions">In the order of drawing up; the last one that was approved holds.</param>
public sealed record AnnualState(string Code, YearRef? Year, ImmutableArray<AnnualEdition> Editions)
{
    /// <summary>Before the first event.</summary>
    public static AnnualState None { get; } = new(string.Empty, null, []);

    /// <summary>The edition that was drawn up last; null before the first.</summary>
    public AnnualEdition? Latest() => Editions is [.., var latest] ? latest : null;

    /// <summary>The edition that holds: the last one that was approved; null while none is.</summary>
    public AnnualEdition? Approved() => Editions.LastOrDefault(e => e.Approved is not null);
}

/// <summary>Which year of which contractor.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Year"><c>yyyy</c>.</param>
/// <param name="EndsAt">First instant after it in the operator's zone, UTC.</param>
public sealed record YearRef(Guid ContractorId, string ContractorCode, string Year, DateTimeOffset EndsAt)
{
    /// <summary>Entity type of an annual assessment.</summary>
    public const string EntityType = "annual-assessment";

    /// <summary>The entity id.</summary>
    public Guid EntityId => IdOf(ContractorId, Year);

    /// <summary>Its number for people.</summary>
    public string Code => $"{ContractorCode}/{Year}";

    /// <summary>The year of a contractor.</summary>
    /// <param name="contractorId">The contractor.</param>
    /// <param name="contractorCode">Its code.</param>
    /// <param name="year">The year's twelve months, in order.</param>
    /// <param name="zone">The operator's.</param>
    public static YearRef Of(
        Guid contractorId, string contractorCode, ImmutableArray<MonthKey> year, TimeZoneInfo zone) =>
        new(contractorId, contractorCode, year[0].ToString()[..4], year[^1].EndsAt(zone));

    /// <summary>The entity id of the year <c>yyyy</c> of a contractor.</summary>
    public static Guid IdOf(Guid contractorId, string year) => NameBasedId.Of(contractorId, EntityType + "/" + year);

    /// <summary>The months of the year <c>yyyy</c>, in order; false for anything else.</summary>
    public static bool TryMonthsOf(string? year, out ImmutableArray<MonthKey> months)
    {
        var isYear = year is { Length: 4 };
        months = isYear && MonthKey.TryParse(year + "-01", out var january)
            ? [.. Enumerable.Range(1, 12).Select(m => january with { Month = m })]
            : [];
        return !months.IsEmpty;
    }
}

/// <summary>One edition: what was drawn up, and what people said to it. Nothing else in it changes.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Sheet">The composite's parts with weight and score, and what they come to.</param>
/// <param name="Tables">The tables behind the parts.</param>
/// <param name="Months">The months that it rests on, in order.</param>
/// <param name="Reason">Why there is another edition; null for the first.</param>
/// <param name="DrawnBy">Actor id.</param>
/// <param name="DrawnAt">UTC.</param>
/// <param name="WaitsUntil">Until then the contractor's word is waited for, UTC; null where it is not.</param>
public sealed record AnnualEdition(
    int Number,
    CompositeSheet Sheet,
    ImmutableArray<PeriodTable> Tables,
    ImmutableArray<AnnualMonth> Months,
    string? Reason,
    string DrawnBy,
    DateTimeOffset DrawnAt,
    DateTimeOffset? WaitsUntil = null)
{
    /// <summary>Who signed for the contractor, and when; null while nobody has.</summary>
    public AnnualSignature? Confirmed { get; init; }

    /// <summary>The contractor's objection; null where it has none.</summary>
    public AnnualObjection? Objection { get; init; }

    /// <summary>Who approved it for the department, and when; null while nobody has.</summary>
    public AnnualSignature? Approved { get; init; }

    /// <summary>What makes one content another.</summary>
    public ImmutableArray<AnnualSource> Sources() => [.. Months.Select(m => m.Source())];

    /// <summary>What its tables come to.</summary>
    public ImmutableArray<AnnualOutcome> Outcomes() => AnnualOutcome.Of(Tables);

    /// <summary>What its tables weigh, in its composite and in those within.</summary>
    public ImmutableArray<AnnualWeight> Weights() => AnnualWeight.Of(Sheet);
}

/// <summary>A signature.</summary>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record AnnualSignature(string By, DateTimeOffset At);

/// <summary>Why the contractor does not agree, and what it was answered.</summary>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record AnnualObjection(string Reason, string By, DateTimeOffset At)
{
    /// <summary>What the operator answered; null while it has not.</summary>
    public string? Answer { get; init; }

    /// <summary>Who answered, and when; null while nobody has.</summary>
    public AnnualSignature? Answered { get; init; }
}

/// <summary>A month that the year rests on.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="SheetNumber">The sheet that both sides signed.</param>
/// <param name="LateFacts">How many late facts are counted in beside it, by corrections.</param>
/// <param name="Score">The month's score, as corrected; null when it has none.</param>
/// <param name="Grade">Its letter; null without one.</param>
public sealed record AnnualMonth(string Month, int SheetNumber, int LateFacts, decimal? Score, string? Grade)
{
    /// <summary>The scheme of its sheet; null in logs from before it was kept.</summary>
    public string? SchemeId { get; init; }

    /// <summary>The month as an annual sheet rests on it.</summary>
    /// <exception cref="InvalidOperationException">The month has no sheet.</exception>
    public static AnnualMonth Of(MonthState month)
    {
        ArgumentNullException.ThrowIfNull(month);
        var sheet = month.Sheet ?? throw new InvalidOperationException("The month has no sheet.");
        var score = month.LastCorrection() is { } corrected ? corrected.Sheet : sheet.Score;
        return new AnnualMonth(
            month.Month!.Month, sheet.Number, month.LateCounted(), score.Score, score.Grade)
        {
            SchemeId = sheet.Score.SchemeId,
        };
    }

    /// <summary>What makes one content another.</summary>
    public AnnualSource Source() => new(Month, SheetNumber, LateFacts);
}

/// <summary>What a month says: with its sheet and its counted late facts its scores in all tables are fixed.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="SheetNumber">Number of the sheet of now.</param>
/// <param name="LateFacts">Late facts that are counted beside it.</param>
public sealed record AnnualSource(string Month, int SheetNumber, int LateFacts);

/// <summary>What a table comes to.</summary>
/// <param name="SchemeId">Its scheme.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="Score">To 0.01; null without one.</param>
public sealed record AnnualOutcome(string SchemeId, int SchemeVersion, decimal? Score)
{
    /// <summary>What tables come to, in their order.</summary>
    /// <param name="tables">The tables.</param>
    public static ImmutableArray<AnnualOutcome> Of(IEnumerable<PeriodTable> tables) =>
        [.. tables.Select(t => new AnnualOutcome(t.SchemeId, t.SchemeVersion, t.Score))];
}

/// <summary>What a part weighs.</summary>
/// <param name="CompositeId">The composite that it is a part of.</param>
/// <param name="Version">Its version.</param>
/// <param name="Part">The part, behind those of the composites around it.</param>
/// <param name="WeightPercent">Its weight.</param>
public sealed record AnnualWeight(string CompositeId, int Version, string Part, decimal WeightPercent)
{
    /// <summary>What the parts of a composite weigh, and those of the composites within.</summary>
    /// <param name="sheet">The composite with its parts.</param>
    public static ImmutableArray<AnnualWeight> Of(CompositeSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return [.. Of(sheet, string.Empty)];
    }

    private static IEnumerable<AnnualWeight> Of(CompositeSheet sheet, string way) => sheet.Lines.SelectMany(l =>
        (l.Inner is { } inner ? Of(inner, $"{way}{l.Id}/") : [])
            .Prepend(new AnnualWeight(sheet.CompositeId, sheet.Version, way + l.Id, l.WeightPercent)));
}

/// <summary>Why an annual assessment says no.</summary>
public static class AnnualRefusals
{
    /// <summary>Characters of a reason or an answer.</summary>
    public const int ReasonCharactersMax = 2_000;

    /// <summary>Editions of one year: every one is the whole assessment again.</summary>
    public const int EditionsMax = 24;

    /// <summary>It is not drawn up.</summary>
    public const string Unknown = "annual-assessment.unknown";

    /// <summary>The year is not over. Facts: <c>endsAt</c>.</summary>
    public const string NotOver = "annual-assessment.not-over";

    /// <summary>Months in it are not final. Facts: <c>months</c>.</summary>
    public const string MonthsOpen = "annual-assessment.months-open";

    /// <summary>Months in it have late facts that nothing has counted. Facts: <c>months</c>.</summary>
    public const string LateFactsOpen = "annual-assessment.late-facts-open";

    /// <summary>
    /// Sheets of it are by schemes that no part of the composite names. Facts: <c>months</c>, <c>scheme</c>.
    /// </summary>
    public const string SchemeNotWeighed = "annual-assessment.scheme-not-weighed";

    /// <summary>
    /// Sheets of it are by schemes that a part of the composite names, and their tables are not there. Facts:
    /// <c>months</c>, <c>scheme</c>.
    /// </summary>
    public const string TableMissing = "annual-assessment.table-missing";

    /// <summary>
    /// People marked lines that the table has not in the version that counts for the year. Facts: <c>months</c>,
    /// <c>paths</c>, <c>scheme</c>, <c>version</c>.
    /// </summary>
    public const string MarksNotWeighed = "annual-assessment.marks-not-weighed";

    /// <summary>The contractor had no month in it.</summary>
    public const string Empty = "annual-assessment.empty";

    /// <summary>Drawn up before from other sheets: say why there is another edition. Facts: <c>edition</c>.</summary>
    public const string ReasonMissing = "annual-assessment.reason-missing";

    /// <summary>An objection or an answer has no text, or too long a one.</summary>
    public const string TextMissing = "annual-assessment.text-missing";

    /// <summary>So many editions. Facts: <c>count</c>.</summary>
    public const string TooManyEditions = "annual-assessment.too-many-editions";

    /// <summary>
    /// Its months have other sheets by now, or come to other tables, or its composites weigh otherwise: draw it up
    /// again. Facts: <c>months</c>, <c>tables</c>, <c>composites</c>; a dash where none differ.
    /// </summary>
    public const string Outdated = "annual-assessment.outdated";

    /// <summary>Another edition holds than was seen. Facts: <c>edition</c>.</summary>
    public const string EditionStale = "annual-assessment.edition-stale";

    /// <summary>Who drew it up does not approve it.</summary>
    public const string SamePerson = "annual-assessment.same-person";

    /// <summary>The edition is signed or approved, or has its objection: no other is taken.</summary>
    public const string ObjectionClosed = "annual-assessment.objection-closed";

    /// <summary>There is no objection to answer.</summary>
    public const string ObjectionUnknown = "annual-assessment.objection-unknown";

    /// <summary>The contractor's objection is not answered.</summary>
    public const string ObjectionOpen = "annual-assessment.objection-open";

    /// <summary>The contractor may still sign or object. Facts: <c>until</c>.</summary>
    public const string NotConfirmed = "annual-assessment.not-confirmed";
}
