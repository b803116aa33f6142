namespace FieldOps.Simulation.Auditing;

/// <summary>
/// The rule sets that new orders are made under, as they were chosen: what an order says of itself is judged by them.
/// </summary>
/// <param name="Sla">The limit matrix.</param>
/// <param name="WorkOrder">The rules of orders.</param>
/// <param name="Ladder">The ladder; null for none.</param>
public sealed record ChosenRules(string Sla, string WorkOrder, string? Ladder)
{
    /// <summary>What is chosen where nobody chooses.</summary>
    public static ChosenRules Default { get; } = new("default", "default", "default");
}
