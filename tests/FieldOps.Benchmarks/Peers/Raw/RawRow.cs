namespace FieldOps.Benchmarks.Peers.Raw;

/// <summary>An event row as the log holds it.</summary>
internal sealed record RawRow(
    long Entity,
    int Version,
    string Tenant,
    string Type,
    Guid Id,
    string Name,
    string Body,
    string Actor,
    Guid Command,
    DateTimeOffset RecordedAt);
