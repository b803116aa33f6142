using FieldOps.Domain.Assessment;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// Visits by type of event (domain reference, 7.6 model 5): those that a month counts from its orders, and those that
/// people type. What is counted is not paid by hand as well.
/// </summary>
internal static class VisitSettlement
{
    /// <summary>The counted lines of a month; a type without an order has a line as well, to be objected to.</summary>
    public static IEnumerable<StatementItem> Of(CountedVisits visits, IEnumerable<OrderFact> orders) =>
        new VisitLines(visits).CountsOf(orders).Select(line =>
        {
            var (price, speciality, count) = line;
            var amount = SettlementItems.Rounded(count * price.StandardVisits * price.Cny);
            var sum = $"{Sum(count, price)} = {SettlementItems.Money(amount)}";
            return new StatementItem(
                StatementItemKind.Visits, price.Code, amount, $"{speciality} {price.TitleZh},按工单计次:{sum}",
                $"{speciality}, {price.TitleEn}, counted from orders: {sum}", [])
            {
                Visits = new VisitFigures(speciality, count, price.StandardVisits, price.Cny),
            };
        });

    /// <summary>The line of visits that somebody typed.</summary>
    /// <param name="work">The work.</param>
    /// <param name="visits">Its visits.</param>
    /// <param name="counted">What the month counts; null for nothing.</param>
    public static StatementItem Of(WorkFact work, VisitCount visits, CountedVisits? counted)
    {
        var price = visits.Price;
        if (counted?.Counts(price.Code, visits.Speciality) == true)
        {
            return Item(work, visits, 0m, "已按工单计次,不另付", "counted from orders, not paid again") with
            {
                Visits = new VisitFigures(visits.Speciality, 0m, price.StandardVisits, price.Cny),
            };
        }

        var sum = Sum(visits.Count, price);
        var item = Item(work, visits, visits.Count * price.StandardVisits * price.Cny, sum, sum);
        return counted is null ? item : item with
        {
            Visits = new VisitFigures(visits.Speciality, visits.Count, price.StandardVisits, price.Cny),
        };
    }

    private static StatementItem Item(WorkFact work, VisitCount visits, decimal exact, string zh, string en) =>
        SettlementItems.Item(
            work, StatementItemKind.Visits, visits.Price.Code, exact,
            $"{visits.Speciality} {visits.Price.TitleZh}:{zh}", $"{visits.Speciality}, {visits.Price.TitleEn}: {en}");

    private static string Sum(decimal count, VisitPrice price) =>
        $"{SettlementItems.Text(count)} × {SettlementItems.Text(price.StandardVisits)} × "
            + SettlementItems.Money(price.Cny);
}
