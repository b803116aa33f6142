namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>Why a contractor was taken or passed over, as stored words.</summary>
public static class CandidateVerdicts
{
    /// <summary>Taken.</summary>
    public const string Chosen = "chosen";

    /// <summary>Could have taken it; another won the draw.</summary>
    public const string Share = "share";

    /// <summary>Could have taken it; another is further behind its share of the lot's volume.</summary>
    public const string Volume = "volume";

    /// <summary>Suspended, blacklisted, gone or unknown.</summary>
    public const string NotActive = "not-active";

    /// <summary>As many open orders as the lot allows.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>The work is for pilot lots only, and this is none.</summary>
    public const string NotPilot = "not-pilot";

    /// <summary>There is no contract for the lot, and the operator asks for one.</summary>
    public const string ContractMissing = "contract-missing";

    /// <summary>The contract that would cover is not signed by both sides.</summary>
    public const string ContractUnsigned = "contract-unsigned";

    /// <summary>The contract for the lot begins later.</summary>
    public const string ContractNotBegun = "contract-not-begun";

    /// <summary>The contract for the lot is over.</summary>
    public const string ContractExpired = "contract-expired";

    /// <summary>A qualification of the company has expired, and the operator asks for it.</summary>
    public const string QualificationExpired = "qualification-expired";

    /// <summary>It led the order, and leaves the operator.</summary>
    public const string Left = "left";

    /// <summary>Whether a verdict is about the contract.</summary>
    public static bool IsOfContract(string? verdict) =>
        verdict is ContractMissing or ContractUnsigned or ContractNotBegun or ContractExpired;
}
