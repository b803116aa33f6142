namespace FieldOps.Cluster.Benchmarks.Peers;

/// <summary>What the peer stores of a fault: the fields that a report carries.</summary>
[GenerateSerializer]
internal sealed class TicketState
{
    [Id(0)]
    public string AssetCode { get; set; } = string.Empty;

    [Id(1)]
    public string Severity { get; set; } = string.Empty;

    [Id(2)]
    public string ProbableCause { get; set; } = string.Empty;

    [Id(3)]
    public string Description { get; set; } = string.Empty;

    [Id(4)]
    public DateTimeOffset OccurredAt { get; set; }

    [Id(5)]
    public DateTimeOffset RaisedAt { get; set; }

    [Id(6)]
    public string CommandId { get; set; } = string.Empty;

    [Id(7)]
    public int Repeats { get; set; }
}
