using System.Collections.Immutable;
using System.Text;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Assessment.Recomputes;

/// <summary>What changes of one order for one party: the one that has it, or one that left with a share.</summary>
/// <param name="ContractorId">Whose; empty in the queue.</param>
/// <param name="Month"><c>yyyy-MM</c> of the trouble.</param>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Ended">Whether it has ended for this party: archived, or left with a share.</param>
/// <param name="Breaks">Clocks that break.</param>
/// <param name="Mends">Clocks that mend.</param>
/// <param name="Terms">Its limits from then on; null where they stay, and as read.</param>
/// <param name="Facts">Verdicts before and after, packed; where it asks, those of all parties too.</param>
/// <param name="Code">Why nothing can be said, or why it refused; null otherwise.</param>
internal sealed record Difference(
    Guid ContractorId,
    string Month,
    Guid OrderId,
    string Number,
    bool Ended,
    short Breaks,
    short Mends,
    SlaTerms? Terms,
    byte[] Facts,
    string? Code)
{
    /// <summary>Whether it is by this row that the order is asked and counted: one of each order.</summary>
    public bool Asks { get; init; } = true;

    /// <summary>The rows of an order: of the party that has it, where it changes for that, and of those that left.
    /// </summary>
    public static IEnumerable<Difference> Of(RecomputedOrder order, string month)
    {
        var (of, parties) = (order.Order, PartiesOf(order));
        var asks = true;
        if (order.MovesLead || order.Code is not null)
        {
            yield return new Difference(
                of.ContractorId ?? Guid.Empty, month, of.OrderId, of.Number, of.HasEnded, (short)order.Breaks,
                (short)order.Mends, order.Terms, IntervalPack.Write(order.Before, order.After, parties), order.Code);
            asks = false;
        }

        foreach (var share in of.Shares.IsEmpty ? [] : MovedOf(order))
        {
            yield return new Difference(
                share.ContractorId, month, of.OrderId, of.Number, true, (short)share.Breaks, (short)share.Mends,
                order.Terms, IntervalPack.Write(share.Before, share.After, asks ? parties : []),
                order.Code)
            {
                Asks = asks,
            };
            asks = false;
        }
    }

    /// <summary>What the party that has the order comes to, and every party that left, as the order is asked.</summary>
    public (ImmutableArray<ClockVerdict> Lead, ImmutableArray<ShareVerdicts>? Shares) Expected()
    {
        var parties = IntervalPack.ReadParties(Facts);
        return parties is [var lead, .. var shares]
            ? (lead.Clocks, shares)
            : (IntervalPack.ReadVerdicts(Facts).After, parties);
    }

    /// <summary>Every party of the order.</summary>
    public IEnumerable<Guid> Parties() =>
        (IntervalPack.ReadParties(Facts) ?? []).Select(p => p.ContractorId).Append(ContractorId).Distinct();

    /// <summary>What a digest is made of.</summary>
    public byte[] Digested() =>
    [
        .. OrderId.ToByteArray(), .. ContractorId.ToByteArray(), .. Facts,
        .. Encoding.UTF8.GetBytes(Code ?? string.Empty),
    ];

    private static ImmutableArray<ShareVerdicts> PartiesOf(RecomputedOrder order) => order.Shares.IsEmpty
        ? []
        :
        [
            new ShareVerdicts(order.Order.ContractorId ?? Guid.Empty, order.After),
            .. order.Shares.Select(s => new ShareVerdicts(s.ContractorId, s.After)),
        ];

    // Of an order that nothing can be said of, nothing can be said to anybody.
    private static IEnumerable<RecomputedShare> MovedOf(RecomputedOrder order) => order.Code is null
        ? order.Shares.Where(s => s.Moves)
        : order.Order.Shares.Select(s => new RecomputedShare(s.ContractorId, [], []));
}
