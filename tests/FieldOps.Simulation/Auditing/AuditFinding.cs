namespace FieldOps.Simulation.Auditing;

/// <summary>One thing that cannot be true at once.</summary>
/// <param name="Code">Which law: <c>clock.outcome</c>.</param>
/// <param name="Subject">Whose: an order number, an entity id, a position.</param>
/// <param name="Facts">The fewest facts that show it.</param>
public sealed record AuditFinding(string Code, string Subject, string Facts)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code} {Subject}: {Facts}";
}
