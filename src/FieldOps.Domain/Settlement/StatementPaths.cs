using System.Globalization;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// How people name the amounts of a statement: <c>lot/{code}</c> for what a lot pays, <c>work/{id}</c> for what a work
/// comes to, all its lines together.
/// </summary>
public static class StatementPaths
{
    /// <summary>The path of a lot's line.</summary>
    public static string Of(StatementLine line) => $"lot/{line.LotCode}";

    /// <summary>The path of the line that a lot's fees come to.</summary>
    public static string Of(FeeLine fee) => $"lot/{fee.LotCode}";

    /// <summary>The path of an item; null for what is no work.</summary>
    public static string? Of(StatementItem item) =>
        item.Kind is StatementItemKind.Correction or StatementItemKind.Adjustment || item.Refs.IsEmpty
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"work/{item.Refs[0].Id:D}");

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
