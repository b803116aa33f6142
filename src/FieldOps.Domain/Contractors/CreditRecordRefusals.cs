namespace FieldOps.Domain.Contractors;

/// <summary>Why a credit record says no.</summary>
public static class CreditRecordRefusals
{
    /// <summary>The company was never listed.</summary>
    public const string Unknown = "credit-record.unknown";

    /// <summary>It is listed. Facts: <c>until</c>.</summary>
    public const string AlreadyListed = "credit-record.already-listed";

    /// <summary>It is not listed now.</summary>
    public const string NotListed = "credit-record.not-listed";

    /// <summary>A listing is appealed against once, and decided once.</summary>
    public const string AlreadyAppealed = "credit-record.already-appealed";

    /// <summary>Nobody appealed.</summary>
    public const string NotAppealed = "credit-record.not-appealed";

    /// <summary>A reason or evidence is blank or longer than 1,000 characters.</summary>
    public const string ReasonMissing = "credit-record.reason-missing";

    /// <summary>Only people of this company may do this.</summary>
    public const string ContractorOnly = "credit-record.contractor-only";

    /// <summary>Two decisions need two people. Facts: <c>by</c>.</summary>
    public const string SamePerson = "credit-record.same-person";
}
