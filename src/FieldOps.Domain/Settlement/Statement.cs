using System.Collections.Immutable;

namespace FieldOps.Domain.Settlement;

/// <summary>What a contractor is paid for a month.</summary>
/// <param name="Model">Word of the settlement model.</param>
/// <param name="Score">The month's score; null when it has none.</param>
/// <param name="Lines">One per lot, by lot code.</param>
/// <param name="TotalCny">Sum of the lines' amounts.</param>
public sealed record Statement(
    string Model, decimal? Score, ImmutableArray<StatementLine> Lines, decimal TotalCny);

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
