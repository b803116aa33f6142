using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment.Quarters;

/// <summary>A contractor's quarterly settlement as its events left it.</summary>
/// <param name="Code">Its number, of contractor and quarter: <c>DW-01/2026-Q3</c>; empty before the first event.
/// </param>
/// <param name="Quarter">Which quarter of whom; null before the first event.</param>
/// <param name="Editions">In the order of drawing up; the last one holds.</param>
public sealed record QuarterState(string Code, QuarterRef? Quarter, ImmutableArray<QuarterEdition> Editions)
{
    /// <summary>Before the first event.</summary>
    public static QuarterState None { get; } = new(string.Empty, null, []);

    /// <summary>The edition that holds; null before the first.</summary>
    public QuarterEdition? Latest() => Editions is [.., var latest] ? latest : null;

    /// <summary>What all editions paid together, CNY.</summary>
    public decimal PaidCny() => Editions.Sum(e => e.PayCny ?? 0m);
}

/// <summary>Which quarter of which contractor.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Quarter"><c>yyyy-Qn</c>.</param>
/// <param name="EndsAt">First instant after it in the operator's zone, UTC.</param>
public sealed record QuarterRef(Guid ContractorId, string ContractorCode, string Quarter, DateTimeOffset EndsAt)
{
    /// <summary>Entity type of a quarterly settlement.</summary>
    public const string EntityType = "quarter-settlement";

    /// <summary>The entity id.</summary>
    public Guid EntityId => IdOf(ContractorId, Quarter);

    /// <summary>Its number for people.</summary>
    public string Code => $"{ContractorCode}/{Quarter}";

    /// <summary>The quarter of a contractor.</summary>
    public static QuarterRef Of(Guid contractorId, string contractorCode, QuarterKey quarter, TimeZoneInfo zone) =>
        new(contractorId, contractorCode, quarter.ToString(), quarter.Months[^1].EndsAt(zone));

    /// <summary>The entity id of the quarter <c>yyyy-Qn</c> of a contractor.</summary>
    public static Guid IdOf(Guid contractorId, string quarter) => NameBasedId.Of(contractorId, quarter);
}

/// <summary>One edition: what was drawn up, and who signed it. Nothing in it changes but the signatures.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Months">The settled months, in order.</param>
/// <param name="TotalCny">Sum of their totals.</param>
/// <param name="Reason">Why there is another edition; null for the first.</param>
/// <param name="DrawnBy">Actor id.</param>
/// <param name="DrawnAt">UTC.</param>
public sealed record QuarterEdition(
    int Number,
    ImmutableArray<QuarterMonth> Months,
    decimal TotalCny,
    string? Reason,
    string DrawnBy,
    DateTimeOffset DrawnAt)
{
    /// <summary>Who signed for the contractor, and when; null while nobody has.</summary>
    public QuarterSignature? Confirmed { get; init; }

    /// <summary>Who settled it for the department, and when; null while nobody has.</summary>
    public QuarterSignature? Settled { get; init; }

    /// <summary>
    /// What is paid with it: its total less what earlier editions paid, below 0 when too much was; null until settled.
    /// </summary>
    public decimal? PayCny { get; init; }
}

/// <summary>A signature.</summary>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record QuarterSignature(string By, DateTimeOffset At);

/// <summary>A settled month as the quarter adds it up.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="SheetNumber">The sheet that was settled: with it score and statement are fixed.</param>
/// <param name="Score">The month's score; null when it has none.</param>
/// <param name="Grade">Its letter; null without one.</param>
/// <param name="Statement">What was settled, line by line.</param>
public sealed record QuarterMonth(string Month, int SheetNumber, decimal? Score, string? Grade, Statement Statement)
{
    /// <summary>Its sheet: what makes one content another.</summary>
    public QuarterSheet Sheet() => new(Month, SheetNumber);
}

/// <summary>Why a quarterly settlement says no.</summary>
public static class QuarterRefusals
{
    /// <summary>Characters of a reason.</summary>
    public const int ReasonCharactersMax = 2_000;

    /// <summary>Editions of one quarter: every one is the whole settlement again.</summary>
    public const int EditionsMax = 24;

    /// <summary>It is not drawn up.</summary>
    public const string Unknown = "quarter-settlement.unknown";

    /// <summary>The quarter is not over. Facts: <c>endsAt</c>.</summary>
    public const string NotOver = "quarter-settlement.not-over";

    /// <summary>Months in it are not settled. Facts: <c>months</c>.</summary>
    public const string MonthsOpen = "quarter-settlement.months-open";

    /// <summary>The contractor had no month in it.</summary>
    public const string Empty = "quarter-settlement.empty";

    /// <summary>Drawn up before with other sheets: say why there is another edition. Facts: <c>edition</c>.</summary>
    public const string ReasonMissing = "quarter-settlement.reason-missing";

    /// <summary>So many editions. Facts: <c>count</c>.</summary>
    public const string TooManyEditions = "quarter-settlement.too-many-editions";

    /// <summary>Its months have other sheets by now: draw it up again. Facts: <c>months</c>.</summary>
    public const string Outdated = "quarter-settlement.outdated";

    /// <summary>Another edition holds than was seen. Facts: <c>edition</c>.</summary>
    public const string EditionStale = "quarter-settlement.edition-stale";

    /// <summary>Who drew it up does not settle it.</summary>
    public const string SamePerson = "quarter-settlement.same-person";
}
