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
}
