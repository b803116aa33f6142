using System.Collections.Immutable;

namespace FieldOps.Domain.Settlement;

/// <summary>What a contractor is paid for a month.</summary>
/// <param name="Model">Word of the settlement model.</param>
/// <param name="Score">The month's score; null when it has none.</param>
/// <param name="Lines">One per lot, by lot code.</param>
/// <param name="TotalCny">Sum of the lines' amounts.</param>
public sealed record Statement(
    string Model, decimal? Score, ImmutableArray<StatementLine> Lines, decimal TotalCny)
{
    /// <summary>What comes beside the lots: charges, fines, deductions, corrections; null when nothing does.</summary>
    public ImmutableArray<StatementItem>? Items { get; init; }
}

/// <summary>One amount beside the lots, explained down to its facts.</summary>
/// <param name="Kind">Word of <see cref="StatementItemKind"/>.</param>
/// <param name="Code">What it is for, in the words of the price list or of the month corrected.</param>
/// <param name="AmountCny">To 0.01, half away from zero; below 0 when it is taken off.</param>
/// <param name="TextZh">How it was computed.</param>
/// <param name="TextEn">How it was computed.</param>
/// <param name="Refs">The facts behind it.</param>
public sealed record StatementItem(
    StatementItemKind Kind,
    string Code,
    decimal AmountCny,
    string TextZh,
    string TextEn,
    ImmutableArray<StatementRef> Refs)
{
    /// <summary>
    /// The figures of visits, in months that count some from their orders; null for all else. A line that was counted
    /// names no facts: the month's orders are thousands, and tell their line themselves.
    /// </summary>
    public VisitFigures? Visits { get; init; }

    /// <summary>Whether it is a line of visits that were counted from orders.</summary>
    public bool IsCounted() => Visits is not null && Refs.IsEmpty;
}

/// <summary>The figures of visits of one type (domain reference, 7.6 model 5).</summary>
/// <param name="Speciality">For subtotals.</param>
/// <param name="Count">Events that are paid.</param>
/// <param name="StandardVisits">Standard visits that one counts for.</param>
/// <param name="Cny">CNY a standard visit.</param>
public sealed record VisitFigures(string Speciality, decimal Count, decimal StandardVisits, decimal Cny);

/// <summary>A fact behind an amount.</summary>
/// <param name="Id">The fact.</param>
/// <param name="Label">For people.</param>
/// <param name="Detail">Figures.</param>
public sealed record StatementRef(Guid Id, string Label, string? Detail = null);

/// <summary>What comes beside the lots.</summary>
public enum StatementItemKind
{
    /// <summary>Seats by hours (domain reference, 7.6 model 2).</summary>
    Seats,

    /// <summary>Over-achievement, the contractor's part and its staff's.</summary>
    Bonus,

    /// <summary>Project support (model 3).</summary>
    Project,

    /// <summary>Cable kilometres (model 4).</summary>
    Cable,

    /// <summary>Visits (model 5).</summary>
    Visits,

    /// <summary>Assets by the month, pro rata (model 6).</summary>
    Assets,

    /// <summary>A fine (7).</summary>
    Fine,

    /// <summary>A deduction for a major event (model 2).</summary>
    MajorEvent,

    /// <summary>Abnormal revenue that an audit leaves out (seed 3 art. 20).</summary>
    Audit,

    /// <summary>A correction of an earlier month.</summary>
    Correction,

    /// <summary>What an upheld objection makes of a lot's fee or a work, beside the original (申诉更正).</summary>
    Adjustment,
}

/// <summary>What one lot pays.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="LotCode">Its code.</param>
/// <param name="MonthlyFeeCny">The contractor's fee of a whole month.</param>
/// <param name="DaysInForce">Days paid.</param>
/// <param name="DaysInMonth">Days of the month.</param>
/// <param name="AmountCny">To 0.01, half away from zero.</param>
/// <param name="TextZh">How it was computed.</param>
/// <param name="TextEn">How it was computed.</param>
public sealed record StatementLine(
    Guid LotId,
    string LotCode,
    decimal MonthlyFeeCny,
    int DaysInForce,
    int DaysInMonth,
    decimal AmountCny,
    string TextZh,
    string TextEn);
