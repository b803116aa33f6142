namespace FieldOps.Simulation.World;

/// <summary>Who calls the API.</summary>
/// <param name="Name">Actor id.</param>
/// <param name="Role">Role.</param>
/// <param name="Contractor">Whose people; null for the operator's.</param>
internal sealed record Person(string Name, string Role, Guid? Contractor = null)
{
    public static Person Dispatcher { get; } = new("dispatcher-1", "dispatcher");

    public static Person Reviewer { get; } = new("qa-1", "qa-reviewer");

    public static Person Manager { get; } = new("manager-1", "contractor-manager");

    public static Person Head { get; } = new("head-1", "department-head");

    public static Person Crew(Guid contractor) => new("crew", "field-worker", contractor);

    public static Person ContractorDesk(Guid contractor) => new("desk", "contractor-dispatcher", contractor);

    public static Person Finance(Guid contractor) => new("finance", "contractor-finance", contractor);
}
