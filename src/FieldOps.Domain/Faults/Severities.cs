namespace FieldOps.Domain.Faults;

/// <summary>Perceived severities (X.733, TMF642) as stored words; <c>cleared</c> is an event here.</summary>
public static class Severities
{
    /// <summary>Service is gone.</summary>
    public const string Critical = "critical";

    /// <summary>Service is badly hurt.</summary>
    public const string Major = "major";

    /// <summary>Service is touched.</summary>
    public const string Minor = "minor";

    /// <summary>No fault yet: work for inspection, not for a fault order.</summary>
    public const string Warning = "warning";

    /// <summary>Not known.</summary>
    public const string Indeterminate = "indeterminate";

    /// <summary>All, the worst first.</summary>
    public static IReadOnlyList<string> All { get; } = [Critical, Major, Minor, Warning, Indeterminate];
}
