using System.Collections.Immutable;

namespace FieldOps.Domain.Settlement;

/// <summary>What the visits of one speciality come to, or those of all (domain reference, 7.6 model 5).</summary>
/// <param name="Speciality">The speciality; null for the contractor's visits in all.</param>
/// <param name="Count">Events.</param>
/// <param name="StandardVisits">Standard visits that they count for.</param>
/// <param name="AmountCny">Sum of the lines' amounts.</param>
public sealed record VisitSubtotal(string? Speciality, decimal Count, decimal StandardVisits, decimal AmountCny)
{
    /// <summary>
    /// By speciality, and the sum of all last; none for a statement that counts no visits from orders.
    /// </summary>
    /// <param name="statement">The statement.</param>
    public static ImmutableArray<VisitSubtotal> Of(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        StatementItem[] visits = [.. (statement.Items ?? []).Where(i => i.Visits is not null)];
        return visits.Length == 0
            ? []
            :
            [
                .. visits.GroupBy(i => i.Visits!.Speciality, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Sum(g.Key, g)),
                Sum(null, visits),
            ];
    }

    private static VisitSubtotal Sum(string? speciality, IEnumerable<StatementItem> items) => items.Aggregate(
        new VisitSubtotal(speciality, 0m, 0m, 0m),
        (sum, item) => new VisitSubtotal(
            speciality, sum.Count + item.Visits!.Count,
            sum.StandardVisits + (item.Visits.Count * item.Visits.StandardVisits), sum.AmountCny + item.AmountCny));
}
