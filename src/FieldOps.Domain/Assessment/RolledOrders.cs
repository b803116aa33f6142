using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// Orders of the months before that a sheet counts beside its own (滚动季度, domain reference 7.7), where a rule had so
/// few cases that its rate would say little. They are no orders of the month: nothing else on the sheet knows them.
/// </summary>
/// <param name="SchemeId">The scheme whose rules they are for; another one counts none of them.</param>
/// <param name="Month">The month of the sheet, <c>yyyy-MM</c>.</param>
/// <param name="Rules">The rules that were short when the sheet was computed, by path, in its order.</param>
/// <param name="Before">The months before without a gap, the oldest first; one without such an order is empty.</param>
public sealed record RolledOrders(
    string SchemeId, string Month, ImmutableArray<string> Rules, ImmutableArray<RolledMonth> Before)
{
    /// <summary>The same without what objections took out.</summary>
    internal RolledOrders Without(IReadOnlySet<Guid> orders) => this with
    {
        Before =
        [
            .. Before.Select(m => m with { Orders = [.. m.Orders.Where(o => !orders.Contains(o.OrderId))] }),
        ],
    };

    /// <summary>Whether both say the same.</summary>
    public bool SaysSameAs(RolledOrders? other) =>
        other is not null && (SchemeId, Month) == (other.SchemeId, other.Month) && Rules.SequenceEqual(other.Rules)
        && Before.Length == other.Before.Length
        && Before.Zip(other.Before).All(pair => pair.First.SaysSameAs(pair.Second));
}

/// <summary>One of the months before.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Orders">
/// Its orders that count by the scheme and are cases of one of the rules, by number, as was known at the freeze of the
/// month of the sheet.
/// </param>
public sealed record RolledMonth(string Month, ImmutableArray<OrderFact> Orders)
{
    internal bool SaysSameAs(RolledMonth other) =>
        Month == other.Month && Orders.Length == other.Orders.Length
        && Orders.Zip(other.Orders).All(pair =>
            pair.First.OrderId == pair.Second.OrderId && pair.First.Ended!.SaysSameAs(pair.Second.Ended!));
}
