using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Http;

/// <summary>Who may do what to the platform's own things.</summary>
public static class PlatformRights
{
    /// <summary>Read what is of all contractors together: the operator's people alone.</summary>
    public static Right ReadAll { get; } = Right.Of("operator.read", [.. ActorRoles.OfOperator]);

    /// <summary>Retry or dismiss effects that their target refused.</summary>
    public static Right HandleStuck { get; } = Right.Of(
        "stuck-items.handle", ActorRoles.Dispatcher, ActorRoles.ContractorManager, ActorRoles.OperationsManager,
        ActorRoles.DepartmentHead);

    /// <summary>Move a simulated clock.</summary>
    public static Right MoveClock { get; } = Right.Of("clock.move", [.. ActorRoles.OfOperator]);
}
