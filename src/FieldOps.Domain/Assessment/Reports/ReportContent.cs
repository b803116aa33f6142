using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.Assessment.Reports;

/// <summary>What a monthly process report shows; self-contained, so that nothing that comes later touches it.</summary>
/// <param name="Months">The sheets of the month, one a contractor.</param>
/// <param name="Indicators">Figures against their targets, one a crew and indicator.</param>
/// <param name="TopFaults">The gravest overruns.</param>
/// <param name="Violations">Breaches of contract.</param>
/// <param name="Corrections">What was corrected, original and corrected side by side.</param>
/// <param name="TotalCny">Settlement of all sheets shown.</param>
public sealed record ReportContent(
    ImmutableArray<ReportSheet> Months,
    ImmutableArray<ReportIndicator> Indicators,
    ImmutableArray<ReportFault> TopFaults,
    ImmutableArray<ReportViolation> Violations,
    ImmutableArray<ReportCorrection> Corrections,
    decimal TotalCny)
{
    /// <summary>
    /// Whether it shows the line of a contractor: path of an indicator, number of an order, or id of a breach.
    /// </summary>
    public bool HasLine(string contractorCode, string? line) =>
        Indicators.Any(i => i.ContractorCode == contractorCode && i.Path == line)
        || TopFaults.Any(f => f.ContractorCode == contractorCode && f.Number == line)
        || Violations.Any(v => v.ContractorCode == contractorCode && v.ViolationId.ToString("D") == line);
}

/// <summary>The sheet of a contractor's month in short.</summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="NameZh">Its name.</param>
/// <param name="NameEn">Its name.</param>
/// <param name="InHouse">True for the operator's own crew.</param>
/// <param name="SheetNumber">Number of the sheet.</param>
/// <param name="SchemeId">The scheme it was scored by.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="Status">How far the month had come.</param>
/// <param name="Score">The score; null without one.</param>
/// <param name="NoScoreReason">Why there is none.</param>
/// <param name="Grade">Its letter.</param>
/// <param name="OrdersCounted">Orders that count.</param>
/// <param name="OrdersExcluded">Orders that somebody else answers for.</param>
/// <param name="OrdersOpen">Orders without an end at the freeze.</param>
/// <param name="TotalCny">Settlement.</param>
public sealed record ReportSheet(
    string ContractorCode,
    string NameZh,
    string NameEn,
    bool InHouse,
    int SheetNumber,
    string SchemeId,
    int SchemeVersion,
    MonthStatus Status,
    decimal? Score,
    string? NoScoreReason,
    string? Grade,
    int OrdersCounted,
    int OrdersExcluded,
    int OrdersOpen,
    decimal TotalCny);

/// <summary>An indicator against its target.</summary>
/// <param name="ContractorCode">Whose; null for the own crews taken together.</param>
/// <param name="Path">The rule.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Shown to people.</param>
/// <param name="Value">To 0.01; null without a case.</param>
/// <param name="Cases">Cases.</param>
/// <param name="Unit">Shown behind the value.</param>
/// <param name="Target">What is asked for; null when nothing single is.</param>
/// <param name="IsMet">Whether it is reached; null without a case or a target.</param>
public sealed record ReportIndicator(
    string? ContractorCode,
    string Path,
    string TitleZh,
    string TitleEn,
    decimal? Value,
    decimal Cases,
    string Unit,
    decimal? Target,
    bool? IsMet);

/// <summary>An order whose clock took more than its limit.</summary>
/// <param name="ContractorCode">Who had it.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="AssetClass">Class of the asset.</param>
/// <param name="Clock">Which clock.</param>
/// <param name="LimitMinutes">Its limit.</param>
/// <param name="ElapsedMinutes">What it took, to 0.01.</param>
/// <param name="OverrunPercent">Above its limit, in percent of it, to 0.01.</param>
public sealed record ReportFault(
    string ContractorCode,
    Guid OrderId,
    string Number,
    string AssetClass,
    ClockKind Clock,
    int LimitMinutes,
    decimal ElapsedMinutes,
    decimal OverrunPercent);

/// <summary>A breach of contract.</summary>
/// <param name="ContractorCode">Whose.</param>
/// <param name="ViolationId">The breach.</param>
/// <param name="Class">Its class.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Points">What it cost.</param>
/// <param name="Evidence">The proof.</param>
public sealed record ReportViolation(
    string ContractorCode, Guid ViolationId, ViolationClass Class, string Kind, decimal Points, string Evidence);

/// <summary>Something that was corrected.</summary>
/// <param name="ContractorCode">Whose.</param>
/// <param name="Month">The month corrected.</param>
/// <param name="Kind"><c>objection</c>, <c>late-facts</c>, <c>carried</c>, <c>replaced</c>.</param>
/// <param name="ScoreBefore">As it was; null when it is no score.</param>
/// <param name="ScoreAfter">As corrected.</param>
/// <param name="DifferenceCny">What money it moved; null when none.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC; null when the sheet does not say.</param>
public sealed record ReportCorrection(
    string ContractorCode,
    string Month,
    string Kind,
    decimal? ScoreBefore,
    decimal? ScoreAfter,
    decimal? DifferenceCny,
    string Reason,
    string By,
    DateTimeOffset? At);
