namespace FieldOps.Domain.Contractors;

/// <summary>Why a contractor says no.</summary>
public static class ContractorRefusals
{
    /// <summary>Nobody of this code is registered.</summary>
    public const string Unknown = "contractor.unknown";

    /// <summary>The code is taken by an entry with other content. Facts: <c>code</c>.</summary>
    public const string AlreadyRegistered = "contractor.already-registered";

    /// <summary>
    /// The code is empty, too long or holds other characters than letters, digits, dots, dashes, underscores.
    /// </summary>
    public const string CodeInvalid = "contractor.code-invalid";

    /// <summary>A name is blank or longer than 200 characters. Facts: <c>field</c>.</summary>
    public const string NameInvalid = "contractor.name-invalid";

    /// <summary>A reason is blank or longer than 1,000 characters.</summary>
    public const string ReasonMissing = "contractor.reason-missing";

    /// <summary>
    /// The company is on the bad-credit list. Facts: <c>organisation</c>, <c>until</c>.
    /// </summary>
    public const string Listed = "contractor.listed";

    /// <summary>The organisation's code is not 1 to 40 letters and digits.</summary>
    public const string OrganisationInvalid = "contractor.organisation-invalid";

    /// <summary>An outside company is registered with its organisation's code.</summary>
    public const string OrganisationRequired = "contractor.organisation-required";

    /// <summary>The entry names no company. Facts: <c>contractor</c>.</summary>
    public const string OrganisationMissing = "contractor.organisation-missing";

    /// <summary>
    /// The contractor is suspended, has left or is blacklisted. Facts: <c>contractor</c>, <c>standing</c>.
    /// </summary>
    public const string NotInStanding = "contractor.not-in-standing";

    /// <summary>The standing is not left this way. Facts: <c>from</c>, <c>to</c>.</summary>
    public const string StandingFinal = "contractor.standing-final";

    /// <summary>The standing follows from an exit or a listing, and is set no other way. Facts: <c>to</c>.</summary>
    public const string StandingNotByHand = "contractor.standing-not-by-hand";
}
