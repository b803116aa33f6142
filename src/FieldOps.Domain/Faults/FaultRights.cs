using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>Who may do what with alarms and tickets.</summary>
public static class FaultRights
{
    /// <summary>Report faults and bring alarms: the dispatch centre, and systems that speak for it.</summary>
    public static Right Report { get; } = Right.Of(
        "faults.report", ActorRoles.Dispatcher, ActorRoles.OperationsManager);
}
