namespace FieldOps.Benchmarks.Peers.Ef;

/// <summary>An asset that tickets are raised on.</summary>
internal sealed class EfAsset
{
    public Guid Id { get; set; }

    public required string Tenant { get; set; }

    public required string Code { get; set; }

    public required string AssetClass { get; set; }

    public required string Region { get; set; }
}

/// <summary>A fault ticket.</summary>
internal sealed class EfTicket
{
    public Guid Id { get; set; }

    public required string Tenant { get; set; }

    public required string Number { get; set; }

    public Guid AssetId { get; set; }

    public required string Severity { get; set; }

    public required string ProbableCause { get; set; }

    public required string Description { get; set; }

    public DateTimeOffset OccurredAt { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>A work order.</summary>
internal sealed class EfOrder
{
    public Guid Id { get; set; }

    public required string Tenant { get; set; }

    public required string Number { get; set; }

    public Guid TicketId { get; set; }

    public Guid AssetId { get; set; }

    public required string Status { get; set; }

    public Guid? ContractorId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public int Version { get; set; }
}

/// <summary>A limit of an order's clocks.</summary>
internal sealed class EfDeadline
{
    public Guid OrderId { get; set; }

    public required string Kind { get; set; }

    public DateTimeOffset DueAt { get; set; }
}

/// <summary>The memory of a request.</summary>
internal sealed class EfIdempotencyKey
{
    public Guid Id { get; set; }

    public long BodyHash { get; set; }

    public Guid TicketId { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>What happened, kept for auditors: as many rows, and as long, as our events.</summary>
internal sealed class EfAudit
{
    public long Id { get; set; }

    public Guid SubjectId { get; set; }

    public required string Name { get; set; }

    public required string Body { get; set; }

    public required string Actor { get; set; }

    public Guid CommandId { get; set; }

    public DateTimeOffset At { get; set; }
}
