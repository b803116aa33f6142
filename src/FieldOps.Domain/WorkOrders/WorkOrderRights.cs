using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// Who may do what to work orders (domain reference, section 5.2, the column "who"). A contractor's roles reach the
/// orders of their own company alone: the order says which that is.
/// </summary>
public static class WorkOrderRights
{
    /// <summary>What the product does by itself.</summary>
    public static Right Product { get; } = Right.Of("work-orders.product", ActorRoles.System);

    /// <summary>Create, dispatch, append, urge, cancel, judge pauses and refusals.</summary>
    public static Right Dispatch { get; } = Right.Of(
        "work-orders.dispatch", ActorRoles.System, ActorRoles.Dispatcher);

    /// <summary>Pass an order on: the dispatch centre, or the dispatcher of the crew that has it.</summary>
    public static Right PassOn { get; } = Right.Of(
        "work-orders.pass-on", ActorRoles.System, ActorRoles.Dispatcher, ActorRoles.ContractorDispatcher);

    /// <summary>Sign for, refuse and reply: the crew that has the order.</summary>
    public static Right Crew { get; } = Right.Of(
        "work-orders.crew", ActorRoles.ContractorDispatcher, ActorRoles.FieldWorker);

    /// <summary>Name who does the work: the crew's own dispatcher.</summary>
    public static Right CrewDispatcher { get; } = Right.Of(
        "work-orders.crew-dispatcher", ActorRoles.ContractorDispatcher);

    /// <summary>
    /// Milestones, pauses, notes: the crew, or the dispatcher who writes down what it says on the phone.
    /// </summary>
    public static Right Work { get; } = Right.Of(
        "work-orders.work", ActorRoles.System, ActorRoles.Dispatcher, ActorRoles.ContractorDispatcher,
        ActorRoles.FieldWorker);

    /// <summary>Report without a change of state.</summary>
    public static Right Note { get; } = Right.Of(
        "work-orders.note", [.. Work.Roles, ActorRoles.QaReviewer, ActorRoles.OperationsManager]);

    /// <summary>Review replies.</summary>
    public static Right Review { get; } = Right.Of(
        "work-orders.review", ActorRoles.System, ActorRoles.QaReviewer);

    /// <summary>Archive, and write notes that close.</summary>
    public static Right Close { get; } = Right.Of(
        "work-orders.close", ActorRoles.System, ActorRoles.Dispatcher, ActorRoles.QaReviewer,
        ActorRoles.OperationsManager);

    /// <summary>Say that a clock is not to be judged: nobody whose own work it measures.</summary>
    public static Right KeepClocks { get; } = Right.Of(
        "work-orders.keep-clocks", ActorRoles.System, ActorRoles.OperationsManager, ActorRoles.DepartmentHead);
}
