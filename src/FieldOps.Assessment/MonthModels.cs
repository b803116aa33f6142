using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;

namespace FieldOps.Assessment;

/// <summary>A month in a list.</summary>
internal sealed record MonthModel(
    Guid ContractorId,
    string ContractorCode,
    string Month,
    MonthStatus Status,
    int OrdersEntered,
    int OrdersOpen,
    int Findings,
    int Violations,
    int LateFacts,
    long? FrozenAtPosition,
    int? SheetNumber,
    string? SchemeId,
    int? SchemeVersion,
    decimal? Score,
    string? NoScoreReason,
    string? Grade,
    decimal? TotalCny,
    string? ComputedBy,
    string? ConfirmedBy,
    string? ApprovedBy,
    string? PublishedBy,
    string? SettledBy,
    string? DisputeReason,
    int? DisputesOpen = null,
    int? Corrections = null,
    decimal? CorrectedScore = null,
    decimal? CorrectedTotalCny = null,
    int FreshLateFacts = 0)
{
    /// <summary>The month; a sheet that the reader may not see yet is left out.</summary>
    public static MonthModel Of(CountedMonth month, bool withSheet)
    {
        var row = month.Row;
        return new(
            row.ContractorId, row.ContractorCode, row.Month, row.Status, month.OrdersEntered, month.OrdersOpen,
            row.Findings, row.Violations, row.LateFacts, row.FrozenAtPosition,
            withSheet ? row.SheetNumber : null,
            withSheet ? row.SchemeId : null,
            withSheet ? row.SchemeVersion : null,
            withSheet ? row.Score : null,
            withSheet ? row.NoScoreReason : null,
            withSheet ? row.Grade : null,
            withSheet ? row.TotalCny : null,
            row.ComputedBy, row.ConfirmedBy, row.ApprovedBy, row.PublishedBy, row.SettledBy, row.DisputeReason,
            row.DisputesOpen, row.Corrections, row.CorrectedScore, row.CorrectedTotalCny, row.FreshLateFacts);
    }
}

/// <summary>A month with its sheet and statement.</summary>
internal sealed record MonthSheetModel(MonthModel Month, SheetModel? Sheet, StatementModel? Statement);

/// <summary>A score with every point of it explained.</summary>
internal sealed record SheetModel(
    string SchemeId,
    int SchemeVersion,
    string TitleZh,
    string TitleEn,
    string? NoScoreReason,
    decimal? OperatingScore,
    decimal WeightCounted,
    decimal CreditDeduction,
    bool Veto,
    decimal? Score,
    string? Grade,
    OrderCountsModel Orders,
    IReadOnlyList<HeadingModel> Headings,
    IReadOnlyList<LineModel> Lines,
    IReadOnlyList<RefModel> Excluded,
    IReadOnlyList<RefModel> Open)
{
    public static SheetModel Of(ScoreSheet sheet) => new(
        sheet.SchemeId, sheet.SchemeVersion, sheet.TitleZh, sheet.TitleEn, sheet.NoScoreReason, sheet.OperatingScore,
        sheet.WeightCounted, sheet.CreditDeduction, sheet.Veto, sheet.Score, sheet.Grade,
        new OrderCountsModel(
            sheet.Orders.Entered, sheet.Orders.Counted, sheet.Orders.Excluded, sheet.Orders.Open,
            sheet.Orders.Withdrawn),
        [.. sheet.Headings.Select(h => new HeadingModel(h.Path, h.Level, h.TitleZh, h.TitleEn, h.Weight, h.Points))],
        [.. sheet.Lines.Select(LineModel.Of)],
        [.. sheet.Excluded.Select(RefModel.Of)],
        [.. sheet.Open.Select(RefModel.Of)]);
}

/// <summary>Orders by what became of them.</summary>
internal sealed record OrderCountsModel(int Entered, int Counted, int Excluded, int Open, int Withdrawn);

/// <summary>A level above the rules.</summary>
internal sealed record HeadingModel(
    string Path, int Level, string TitleZh, string TitleEn, decimal Weight, decimal Points);

/// <summary>A line of a sheet.</summary>
internal sealed record LineModel(
    string Path,
    ScoreLineKind Kind,
    ScoreLineStatus Status,
    string TitleZh,
    string TitleEn,
    string Source,
    decimal MaxPoints,
    decimal Points,
    decimal Deduction,
    int? Numerator,
    int? Denominator,
    decimal? RatePercent,
    decimal? TargetPercent,
    bool SmallSample,
    string TextZh,
    string TextEn,
    IReadOnlyList<RefModel> Refs,
    decimal? Value = null,
    string? Unit = null,
    decimal? Target = null,
    decimal? OriginalPoints = null,
    IReadOnlyList<RolledCasesModel>? Rolled = null)
{
    public static LineModel Of(ScoreLine line) => new(
        line.Path, line.Kind, line.Status, line.TitleZh, line.TitleEn, line.Source, line.MaxPoints, line.Points,
        line.Deduction, line.Numerator, line.Denominator, line.RatePercent, line.TargetPercent, line.SmallSample,
        line.TextZh, line.TextEn, [.. line.Refs.Select(RefModel.Of)], line.Value, line.Unit, line.Target,
        line.OriginalPoints, line.Rolled?.Select(r => new RolledCasesModel(r.Month, r.Sum, r.Cases)).ToArray());
}

/// <summary>The part of a month in a figure that counts over several, for want of cases in its own.</summary>
internal sealed record RolledCasesModel(string Month, decimal Sum, int Cases);

/// <summary>A fact that a line rests on.</summary>
internal sealed record RefModel(Guid Id, string Label, string Role, string? Detail)
{
    public static RefModel Of(FactRef fact) => new(fact.Id, fact.Label, fact.Role, fact.Detail);
}

/// <summary>What is paid.</summary>
internal sealed record StatementModel(
    string Model,
    decimal? Score,
    IReadOnlyList<StatementLineModel> Lines,
    decimal TotalCny,
    IReadOnlyList<StatementItem>? Items = null)
{
    /// <summary>Visits by speciality, and in all; null where none are counted from orders.</summary>
    public IReadOnlyList<VisitSubtotal>? VisitSubtotals { get; init; }

    public static StatementModel Of(Statement statement) => new(
        statement.Model, statement.Score, [.. statement.Lines.Select(StatementLineModel.Of)], statement.TotalCny,
        statement.Items)
    {
        VisitSubtotals = VisitSubtotal.Of(statement) is { IsEmpty: false } sums ? sums : null,
    };
}

/// <summary>What one lot pays.</summary>
internal sealed record StatementLineModel(
    Guid LotId,
    string LotCode,
    decimal MonthlyFeeCny,
    int DaysInForce,
    int DaysInMonth,
    decimal AmountCny,
    string TextZh,
    string TextEn)
{
    public static StatementLineModel Of(StatementLine line) => new(
        line.LotId, line.LotCode, line.MonthlyFeeCny, line.DaysInForce, line.DaysInMonth, line.AmountCny, line.TextZh,
        line.TextEn);
}

/// <summary>An order of a month.</summary>
internal sealed record MonthOrderModel(
    Guid OrderId,
    string Number,
    Guid AssetId,
    string AssetClass,
    string WorkKind,
    DateTimeOffset OccurredAt,
    string Standing,
    string? WithdrawnReason,
    string? Attribution,
    int? RepeatCount,
    int? ReturnCount,
    IReadOnlyList<MonthClockModel> Clocks)
{
    /// <summary>The line of the statement on which it is counted as a visit; null where it is on none.</summary>
    public string? VisitLine { get; init; }

    public static MonthOrderModel Of(OrderFact order) => new(
        order.OrderId, order.Number, order.AssetId, order.AssetClass, order.WorkKind, order.OccurredAt,
        order.Withdrawn is not null ? "withdrawn" : order.Ended is not null ? "ended" : "open",
        order.Withdrawn?.Reason, order.Ended?.Attribution, order.Ended?.RepeatCount, order.Ended?.ReturnCount,
        [
            .. (order.Ended?.Clocks ?? []).Select(c =>
                new MonthClockModel(c.Clock, c.Outcome, c.LimitMinutes, c.ElapsedSeconds)),
        ]);
}

/// <summary>A clock of an order of a month.</summary>
internal sealed record MonthClockModel(ClockKind Clock, ClockOutcome Outcome, int LimitMinutes, long ElapsedSeconds);

/// <summary>A fact that came after the freeze and waits for a correction.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="OrderNumber">The order's number; null for what is about none.</param>
/// <param name="Grounds">Who brought it, and why; null for what the log told.</param>
internal sealed record LateFactModel(string Kind, Guid SubjectId, string? OrderNumber, LateGrounds? Grounds)
{
    public static LateFactModel Of(LateFact late) => new(
        late.Kind(),
        late.SubjectId(),
        late.Entered?.Order.Number ?? late.Outcome?.Order.Number ?? late.Withdrawn?.Number
            ?? late.Finding?.Finding.OrderNumber,
        late.Grounds);
}

/// <summary>A contractor over several months.</summary>
internal sealed record GradeModel(
    string ContractorCode,
    string From,
    string To,
    decimal? Mean,
    string? Grade,
    int MonthsScored,
    int MonthsWithoutScore,
    int MonthsLowestGrade,
    IReadOnlyList<MonthGradeModel> Months);

/// <summary>A month of a summary.</summary>
internal sealed record MonthGradeModel(string Month, decimal? Score, string? Grade);
