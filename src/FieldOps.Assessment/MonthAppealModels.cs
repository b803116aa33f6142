using FieldOps.Domain.Assessment;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>Lines objected to, and which sheet was seen.</summary>
internal sealed record DisputeLinesBody(IReadOnlyList<DisputedLineBody> Lines, int? Sheet = null) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() =>
        Lines.Count is < 1 or > MonthLimits.DisputesMax
            ? [new JsonFault("$.lines", "wrong-value", $"1 to {MonthLimits.DisputesMax} lines")]
            : Lines.Index().Where(l => l.Item is null)
                .Select(l => new JsonFault($"$.lines[{l.Index}]", "null", "object"));
}

/// <summary>
/// One line or amount objected to (<c>lot/{code}</c>, <c>work/{id}</c>); <c>factId</c> names the order, finding or
/// breach meant.
/// </summary>
internal sealed record DisputedLineBody(string Path, string Reason, Guid? FactId = null, string? Evidence = null);

/// <summary>
/// A decision; <c>points</c> where an upheld objection names no fact, <c>cny</c> where it names an amount.
/// </summary>
internal sealed record DecisionBody(bool Upheld, string Reason, decimal? Points = null, decimal? Cny = null);

/// <summary>A reason.</summary>
internal sealed record ReasonBody(string Reason);

/// <summary>All that changed a month's sheet, originals and corrections side by side.</summary>
internal sealed record MonthHistoryModel(
    MonthStatus Status,
    DateTimeOffset? AppealUntil,
    decimal? PaidBeforeCny,
    ReopeningWish? Reopening,
    IReadOnlyList<SheetSignature> Signatures,
    IReadOnlyList<LineDispute> Disputes,
    IReadOnlyList<SheetAdjustment> Adjustments,
    IReadOnlyList<ReplacedSheet> Replaced,
    IReadOnlyList<CorrectionModel> Corrections,
    IReadOnlyList<CarriedCorrection> Carried,
    IReadOnlyList<DeclinedReopening> Declined)
{
    public static MonthHistoryModel Of(MonthState state) => new(
        state.Status, state.AppealUntil, state.PaidBeforeCny, state.Reopening, state.Signatures, state.Disputes,
        state.Adjustments, state.Replaced, [.. state.Corrections.Select(CorrectionModel.Of)], state.Carried,
        state.Declined);
}

/// <summary>A correction, original and corrected side by side.</summary>
internal sealed record CorrectionModel(
    int Number,
    string IntoMonth,
    int LateFacts,
    decimal? ScoreBefore,
    decimal? ScoreAfter,
    decimal TotalCnyBefore,
    decimal TotalCnyAfter,
    decimal DifferenceCny,
    string Reason,
    string By,
    DateTimeOffset At,
    SheetModel Sheet)
{
    public static CorrectionModel Of(MonthCorrection c) => new(
        c.Number, c.Into.Month, c.LateFacts, c.ScoreBefore, c.ScoreAfter, c.TotalCnyBefore, c.TotalCnyAfter,
        c.DifferenceCny(), c.Reason, c.By, c.At, SheetModel.Of(c.Sheet));
}
