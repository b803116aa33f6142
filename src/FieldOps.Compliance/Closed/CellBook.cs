using System.Runtime.InteropServices;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// Adds up what orders change in the cells. Each order is counted in its finest cell only; the coarser ones are added
/// up at the end, each from the next finer.
/// </summary>
internal sealed class CellBook
{
    private readonly Dictionary<Guid, Cell> _finest = [];

    /// <summary>Counts an order, or with sign -1 no longer counts it.</summary>
    public void Count(ClosedOrder order, int sign) => Of(_finest, order.Facet, Roll.Finest).Count(order, sign);

    /// <summary>All cells that change, by their id.</summary>
    public Dictionary<Guid, Cell> Rolled()
    {
        var byRoll = new Dictionary<Guid, Cell>[Roll.All.Length];
        byRoll[Roll.Finest.Number] = _finest.Where(c => !c.Value.IsNothing).ToDictionary();
        foreach (var roll in Roll.All.Reverse().Skip(1))
        {
            var cells = byRoll[roll.Number] = [];
            foreach (var finer in byRoll[roll.Finer.Number].Values)
            {
                Of(cells, finer.Example, roll).Add(finer);
            }
        }

        return byRoll.SelectMany(r => r).ToDictionary();
    }

    private static Cell Of(Dictionary<Guid, Cell> cells, Facet facet, Roll roll) =>
        CollectionsMarshal.GetValueRefOrAddDefault(cells, facet.CellOf(roll), out _) ??= new Cell(facet, roll);
}
