using System.Runtime.InteropServices;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// Adds up what orders change in the cells. Each order is counted in its finest cells only; the coarser ones are added
/// up from those at the end.
/// </summary>
internal sealed class CellBook
{
    private readonly Dictionary<(Facet Facet, int Measure, string Ground), Tally> _finest = [];

    /// <summary>Counts an order, or with sign -1 no longer counts it.</summary>
    public void Count(ClosedOrder order, int sign)
    {
        Of(order.Facet, Tally.Orders, order.Facet.Ground).Count(order, sign);
        foreach (var clock in order.Clocks)
        {
            var ground = clock.Verdict switch
            {
                ClockVerdict.Suppressed => Grounds.Suppressed,
                ClockVerdict.NotNeeded => Grounds.NotNeeded,
                _ => order.Facet.Ground,
            };
            Of(order.Facet, (int)clock.Clock, ground).Count(clock, sign);
        }
    }

    /// <summary>All cells that change, by their id.</summary>
    public Dictionary<Guid, Cell> Rolled()
    {
        var cells = new Dictionary<Guid, Cell>(_finest.Count * 2);
        foreach (var ((facet, measure, ground), tally) in _finest)
        {
            if (tally.IsNothing)
            {
                continue;
            }

            foreach (var roll in Roll.All)
            {
                ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    cells, facet.CellOf(roll, measure, ground), out _);
                cell ??= new Cell(facet, roll, measure, ground);
                cell.Tally.Add(tally);
            }
        }

        return cells;
    }

    private Tally Of(Facet facet, int measure, string ground) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_finest, (facet, measure, ground), out _) ??= new Tally();
}

/// <summary>A cell: one measure of the orders that share the words its roll knows.</summary>
/// <param name="Example">One of their facets: only the words of the roll are the cell's.</param>
/// <param name="Roll">Which words it knows.</param>
/// <param name="Measure">A clock's number, or <see cref="Tally.Orders"/>.</param>
/// <param name="Ground">Why it is counted or left out.</param>
internal sealed record Cell(Facet Example, Roll Roll, int Measure, string Ground)
{
    public Tally Tally { get; } = new();
}
