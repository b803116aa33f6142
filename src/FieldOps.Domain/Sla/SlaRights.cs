using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla;

/// <summary>Who may do what to the things that move clocks.</summary>
public static class SlaRights
{
    /// <summary>Declare force majeure and mass outages.</summary>
    public static Right Declare { get; } = Right.Of(
        "declared-events.declare", ActorRoles.System, ActorRoles.Dispatcher, ActorRoles.OperationsManager,
        ActorRoles.DepartmentHead);

    /// <summary>Keep the register of hard sites.</summary>
    public static Right KeepHardSites { get; } = Right.Of(
        "hard-sites.keep", ActorRoles.System, ActorRoles.Dispatcher, ActorRoles.ContractorManager,
        ActorRoles.OperationsManager, ActorRoles.DepartmentHead);

    /// <summary>Ask for a recompute of clocks, approve and cancel it.</summary>
    public static Right Recompute { get; } = Right.Of(
        "sla-recomputes.keep", ActorRoles.System, ActorRoles.OperationsManager, ActorRoles.DepartmentHead);

    /// <summary>What the product does by itself: results of recomputes, notices.</summary>
    public static Right Product { get; } = Right.Of("sla.product", ActorRoles.System);

    /// <summary>
    /// Keep lists of recipients of notices: the operator's managers any, a contractor's dispatcher its own.
    /// </summary>
    public static Right KeepRecipients { get; } = Right.Of(
        "notice-recipients.keep", ActorRoles.System, ActorRoles.ContractorManager, ActorRoles.OperationsManager,
        ActorRoles.DepartmentHead, ActorRoles.ContractorDispatcher);

    /// <summary>See what nobody could be told, and send it again.</summary>
    public static Right LookAfterNotices { get; } = Right.Of(
        "notices.look-after", ActorRoles.System, ActorRoles.Dispatcher, ActorRoles.OperationsManager,
        ActorRoles.DepartmentHead);
}
