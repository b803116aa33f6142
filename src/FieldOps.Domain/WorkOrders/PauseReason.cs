namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// Why the clocks may rest (domain reference, section 6.3). The contractor's own staff, vehicle, material or shift is
/// no
/// reason, so there is no word for it.
/// </summary>
public enum PauseReason
{
    /// <summary>The landlord refuses entry.</summary>
    AccessDenied,

    /// <summary>Only in a declared area outage, or at a site where nothing can be generated.</summary>
    GridPowerFailure,

    /// <summary>A declared event with an id.</summary>
    ForceMajeure,

    /// <summary>Third-party works or authorities physically bar entry; excavation alone is a normal cause.</summary>
    EntryBarred,

    /// <summary>The customer's side is not ready.</summary>
    CustomerNotReady,

    /// <summary>A spare that the operator supplies is missing.</summary>
    OperatorMaterial,

    /// <summary>Thunder, wind, night climbing ban, police order.</summary>
    SafetyStop,
}

/// <summary>How the operator has judged a pause.</summary>
public enum PauseVerdict
{
    /// <summary>Not judged: it counts until it is.</summary>
    Provisional,

    /// <summary>It counts.</summary>
    Approved,

    /// <summary>The time counts against the clock after all.</summary>
    Refused,
}
