using System.Globalization;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// How people name the amounts of a statement: <c>lot/{code}</c> for what a lot pays, <c>work/{id}</c> for what a work
/// comes to, all its lines together, <c>visits/{speciality}/{code}</c> for visits that were counted from orders.
/// </summary>
public static class StatementPaths
{
    /// <summary>The path of a lot's line.</summary>
    public static string Of(StatementLine line) => $"lot/{line.LotCode}";

    /// <summary>The path of the line that a lot's fees come to.</summary>
    public static string Of(FeeLine fee) => $"lot/{fee.LotCode}";

    /// <summary>The path of an item; null for corrections and adjustments.</summary>
    public static string? Of(StatementItem item) => item switch
    {
        { Kind: StatementItemKind.Correction or StatementItemKind.Adjustment } => null,
        { Visits: { } visits } when item.IsCounted() => VisitLines.PathOf(visits.Speciality, item.Code),
        { Refs.IsEmpty: true } => null,
        _ => string.Create(CultureInfo.InvariantCulture, $"work/{item.Refs[0].Id:D}"),
    };

    /// <summary>What the statement says of a path, before any objection; null when it says nothing of it.</summary>
    public static decimal? AmountOf(Statement statement, string path)
    {
        decimal[] amounts =
        [
            .. statement.Lines.Where(l => Of(l) == path).Select(l => l.AmountCny),
            .. (statement.Items ?? []).Where(i => Of(i) == path).Select(i => i.AmountCny),
        ];
        return amounts.Length == 0 ? null : amounts.Sum();
    }
}
