namespace FieldOps.Benchmarks.Figures;

/// <summary>One measured figure, and how it compares.</summary>
/// <param name="Bench">Name of the bench.</param>
/// <param name="Metric">Name of the metric within it.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Figure(string Bench, string Metric, double Value, string Unit)
{
    /// <summary>The peer measured in the same run; null for none.</summary>
    public string? Peer { get; init; }

    /// <summary>What the peer did, in the same unit.</summary>
    public double? PeerValue { get; init; }

    /// <summary>Value over peer value.</summary>
    public double? Ratio { get; init; }

    /// <summary>What the figure is meant to reach; null where nothing was set.</summary>
    public double? Reach { get; init; }

    /// <summary><c>value-at-least</c>, <c>value-at-most</c> or <c>ratio-at-least</c>.</summary>
    public string? ReachOf { get; init; }

    /// <summary>Whether it was reached.</summary>
    public bool? Reached { get; init; }

    /// <summary>What must be known to read the figure.</summary>
    public string? Note { get; init; }

    public Figure Beside(string peer, double peerValue) =>
        this with { Peer = peer, PeerValue = peerValue, Ratio = peerValue > 0 ? Value / peerValue : 0 };

    public Figure ValueAtLeast(double reach) =>
        this with { Reach = reach, ReachOf = "value-at-least", Reached = Value >= reach };

    public Figure ValueAtMost(double reach) =>
        this with { Reach = reach, ReachOf = "value-at-most", Reached = Value <= reach };

    public Figure RatioAtLeast(double reach) =>
        this with { Reach = reach, ReachOf = "ratio-at-least", Reached = Ratio >= reach };
}
