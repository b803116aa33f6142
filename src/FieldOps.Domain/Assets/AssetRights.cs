using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>Who may do what to assets.</summary>
public static class AssetRights
{
    /// <summary>Keep the asset register.</summary>
    public static Right Keep { get; } = Right.Of(
        "assets.keep", ActorRoles.Dispatcher, ActorRoles.ContractorManager, ActorRoles.OperationsManager,
        ActorRoles.DepartmentHead);

    /// <summary>Announce planned works.</summary>
    public static Right PlanWorks { get; } = Right.Of(
        "cutovers.plan", ActorRoles.Dispatcher, ActorRoles.OperationsManager, ActorRoles.DepartmentHead);
}
