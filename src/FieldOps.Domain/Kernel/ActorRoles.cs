namespace FieldOps.Domain.Kernel;

/// <summary>The product's users (domain reference, section 3.4) as the stable words that are stored and sent.</summary>
public static class ActorRoles
{
    /// <summary>The product itself.</summary>
    public const string System = "system";

    /// <summary>Dispatch centre (派单员).</summary>
    public const string Dispatcher = "dispatcher";

    /// <summary>Contractor's own dispatcher.</summary>
    public const string ContractorDispatcher = "contractor-dispatcher";

    /// <summary>Field worker of a contractor or of the in-house crew.</summary>
    public const string FieldWorker = "field-worker";

    /// <summary>Reviews replies (质检).</summary>
    public const string QaReviewer = "qa-reviewer";

    /// <summary>Enters scores, drafts settlements.</summary>
    public const string ContractorManager = "contractor-manager";

    /// <summary>Contractor's finance: confirms or disputes.</summary>
    public const string ContractorFinance = "contractor-finance";

    /// <summary>Reads SLA compliance.</summary>
    public const string OperationsManager = "operations-manager";

    /// <summary>Approves scores and settlements.</summary>
    public const string DepartmentHead = "department-head";

    /// <summary>Read only, may flag (稽核).</summary>
    public const string Auditor = "auditor";

    /// <summary>All roles, in the order of the reference.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        System, Dispatcher, ContractorDispatcher, FieldWorker, QaReviewer, ContractorManager, ContractorFinance,
        OperationsManager, DepartmentHead, Auditor,
    ];
    /// <summary>The roles that people of the operator have.</summary>
    public static IReadOnlyList<string> OfOperator { get; } =
        [Dispatcher, QaReviewer, ContractorManager, OperationsManager, DepartmentHead, Auditor];

    /// <summary>
    /// The roles of a contractor's people. Field workers of the operator's own crews have no contractor's login.
    /// </summary>
    public static IReadOnlyList<string> OfContractor { get; } = [ContractorDispatcher, FieldWorker, ContractorFinance];

    /// <summary>
    /// Those who can be told something: every role of people, and the leader of a crew and the head of a branch, who
    /// are told but use nothing themselves.
    /// </summary>
    public static IReadOnlyList<string> Audiences { get; } =
        [.. OfOperator, .. OfContractor, "team-leader", "branch-head"];

    /// <summary>Whether a role can be held on a side.</summary>
    /// <param name="role">One of <see cref="All"/>.</param>
    /// <param name="ofOperator">True for people of the operator and the product itself.</param>
    public static bool IsOnSide(string role, bool ofOperator) => ofOperator
        ? role is not (ContractorDispatcher or ContractorFinance)
        : OfContractor.Contains(role);
}
