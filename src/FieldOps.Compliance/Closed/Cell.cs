namespace FieldOps.Compliance.Closed;

/// <summary>A cell: all measures of the orders that share the words its roll knows.</summary>
/// <param name="Example">One of their facets: only the words of the roll are the cell's.</param>
/// <param name="Roll">Which words it knows.</param>
internal sealed record Cell(Facet Example, Roll Roll)
{
    private readonly Tallies[] _measures = [.. Closed.Measures.Columns.Select(_ => new Tallies())];

    public IReadOnlyList<Tallies> Measures => _measures;

    public bool IsNothing => _measures.All(m => m.IsNothing);

    /// <summary>Adds a cell of finer words.</summary>
    public void Add(Cell other)
    {
        for (var i = 0; i < _measures.Length; i++)
        {
            _measures[i].Add(other._measures[i]);
        }
    }

    /// <summary>Counts an order or a share of one, or with sign -1 no longer counts it.</summary>
    public void Count(ClosedOrder order, int sign)
    {
        if (order.IsOrder)
        {
            _measures[Closed.Measures.Orders].Of(order.Facet.Ground).Count(order, sign);
        }

        foreach (var clock in order.Clocks)
        {
            var ground = clock.Verdict switch
            {
                ClockVerdict.Suppressed => Grounds.Suppressed,
                ClockVerdict.NotNeeded => Grounds.NotNeeded,
                _ => order.Facet.Ground,
            };
            _measures[(int)clock.Clock].Of(ground).Count(clock, sign);
        }
    }
}
