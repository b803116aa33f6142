namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>Why a contract says no.</summary>
public static class ContractRefusals
{
    /// <summary>No contract of this code was drafted.</summary>
    public const string Unknown = "contract.unknown";

    /// <summary>The code is taken by a contract with other terms. Facts: <c>code</c>.</summary>
    public const string AlreadyDrafted = "contract.already-drafted";

    /// <summary>A member is missing, too long or no code. Facts: <c>field</c>.</summary>
    public const string Invalid = "contract.invalid";

    /// <summary>The end is not after the start.</summary>
    public const string PeriodInvalid = "contract.period-invalid";

    /// <summary>There is no such lot. Facts: <c>lot</c>.</summary>
    public const string LotUnknown = "contract.lot-unknown";

    /// <summary>The lot is others': the contractor has no share in it. Facts: <c>lot</c>.</summary>
    public const string LotNotHeld = "contract.lot-not-held";

    /// <summary>The lot is of the other mode of outsourcing. Facts: <c>lot</c>.</summary>
    public const string ModeDiffers = "contract.mode-differs";

    /// <summary>Another contract has the lot at the same time. Facts: <c>lot</c>, <c>other</c>.</summary>
    public const string LotOverlapping = "contract.lot-overlapping";

    /// <summary>
    /// Another contract of the same time agrees on another scheme: a month is scored by one. Facts: <c>scheme</c>,
    /// <c>other</c>, <c>agreed</c>.
    /// </summary>
    public const string SchemeDiffers = "contract.scheme-differs";

    /// <summary>There is no such price list. Facts: <c>priceList</c>.</summary>
    public const string PriceListUnknown = "contract.price-list-unknown";

    /// <summary>There is no scheme of this id that scores months. Facts: <c>scheme</c>.</summary>
    public const string SchemeUnknown = "contract.scheme-unknown";

    /// <summary>The contract rules name no such service. Facts: <c>service</c>.</summary>
    public const string ServiceUnknown = "contract.service-unknown";

    /// <summary>Something mandatory is missing. Facts: <c>clauses</c>, <c>papers</c>, <c>interfaces</c>.</summary>
    public const string Incomplete = "contract.incomplete";

    /// <summary>The term is longer than the service allows. Facts: <c>monthsMax</c>.</summary>
    public const string TermTooLong = "contract.term-too-long";

    /// <summary>The end of the customer contract behind it is not named.</summary>
    public const string CustomerContractMissing = "contract.customer-contract-missing";

    /// <summary>It would outlast the customer contract. Facts: <c>until</c>.</summary>
    public const string BeyondCustomerContract = "contract.beyond-customer-contract";

    /// <summary>Only while it is a draft that nobody signed.</summary>
    public const string NotDraft = "contract.not-draft";

    /// <summary>It has not taken effect, or has ended. Facts: <c>status</c>.</summary>
    public const string NotEffective = "contract.not-effective";

    /// <summary>The contractor of a contract never changes.</summary>
    public const string ContractorFixed = "contract.contractor-fixed";

    /// <summary>A later end is a renewal, not an amendment.</summary>
    public const string RenewalNeeded = "contract.renewal-needed";

    /// <summary>It was amended so often: another contract follows it. Facts: <c>limit</c>.</summary>
    public const string AmendedTooOften = "contract.amended-too-often";

    /// <summary>Another amendment waits for its answer. Facts: <c>number</c>.</summary>
    public const string AmendmentOpen = "contract.amendment-open";

    /// <summary>No amendment waits for an answer.</summary>
    public const string NoAmendment = "contract.no-amendment";

    /// <summary>Who proposed does not agree for the other side.</summary>
    public const string OwnProposal = "contract.own-proposal";

    /// <summary>The new terms change nothing.</summary>
    public const string NothingChanged = "contract.nothing-changed";

    /// <summary>A reason or finding is blank or longer than 1,000 characters.</summary>
    public const string ReasonMissing = "contract.reason-missing";

    /// <summary>A review counts from its day on. Facts: <c>from</c>.</summary>
    public const string ReviewEarly = "contract.review-early";

    /// <summary>The review says that it is not to be renewed.</summary>
    public const string RenewalNotWanted = "contract.renewal-not-wanted";

    /// <summary>Another year counts. Facts: <c>year</c>, <c>due</c>.</summary>
    public const string YearNotDue = "contract.year-not-due";

    /// <summary>
    /// Months of the year are not final yet, or not settled where an annual assessment decides it. Facts: <c>year</c>.
    /// </summary>
    public const string YearNotOver = "contract.year-not-over";

    /// <summary>The annual assessment that decides the year is not approved. Facts: <c>year</c>.</summary>
    public const string YearNotDecided = "contract.year-not-decided";

    /// <summary>
    /// It renews another contract of the lot, which review and grade have not cleared. Facts: <c>lot</c>, <c>other</c>.
    /// </summary>
    public const string RenewalNotCleared = "contract.renewal-not-cleared";

    /// <summary>The review before the end was not recorded.</summary>
    public const string ReviewMissing = "contract.review-missing";

    /// <summary>The year has no grade. Facts: <c>year</c>.</summary>
    public const string GradeMissing = "contract.grade-missing";

    /// <summary>The grade allows no renewal. Facts: <c>year</c>, <c>grade</c>, <c>needed</c>.</summary>
    public const string GradeTooLow = "contract.grade-too-low";
}
