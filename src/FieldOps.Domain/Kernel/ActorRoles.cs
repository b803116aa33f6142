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
}
