namespace FieldOps.Domain.Contractors;

/// <summary>Why a contract lot says no.</summary>
public static class ContractLotRefusals
{
    /// <summary>No lot of this code was opened.</summary>
    public const string Unknown = "contract-lot.unknown";

    /// <summary>The code is taken by a lot with other terms. Facts: <c>code</c>.</summary>
    public const string AlreadyOpened = "contract-lot.already-opened";

    /// <summary>Closed lots are not changed. Facts: <c>code</c>.</summary>
    public const string Closed = "contract-lot.closed";

    /// <summary>The code is empty, too long or holds other characters.</summary>
    public const string CodeInvalid = "contract-lot.code-invalid";

    /// <summary>A name is blank or longer than 200 characters. Facts: <c>field</c>.</summary>
    public const string NameInvalid = "contract-lot.name-invalid";

    /// <summary>A list is empty, too long, or holds a blank or doubled entry. Facts: <c>field</c>.</summary>
    public const string CoverageInvalid = "contract-lot.coverage-invalid";

    /// <summary>
    /// An area, asset class or kind of work matches nothing that there can be. Facts: <c>field</c>, <c>word</c>.
    /// </summary>
    public const string CoverageUnknown = "contract-lot.coverage-unknown";

    /// <summary>The shares do not add up to 100. Facts: <c>sum</c>.</summary>
    public const string SharesNotHundred = "contract-lot.shares-not-100";

    /// <summary>No share, too many, one at or below 0, or finer than 0.01. Facts: <c>contractor</c>.</summary>
    public const string ShareInvalid = "contract-lot.share-invalid";

    /// <summary>A contractor has two shares. Facts: <c>contractor</c>.</summary>
    public const string ShareDoubled = "contract-lot.share-doubled";

    /// <summary>A fee is below 0. Facts: <c>fee</c>.</summary>
    public const string FeeNegative = "contract-lot.fee-negative";

    /// <summary>A fee is finer than a cent or beyond the limit. Facts: <c>fee</c>.</summary>
    public const string FeeInvalid = "contract-lot.fee-invalid";

    /// <summary>Either the lot names one fee, or each share its own; not both, not some.</summary>
    public const string FeeAmbiguous = "contract-lot.fee-ambiguous";

    /// <summary>The open order limit is not 1 to 100,000. Facts: <c>limit</c>.</summary>
    public const string OpenOrdersInvalid = "contract-lot.open-orders-invalid";

    /// <summary>The end is not after the start.</summary>
    public const string PeriodEmpty = "contract-lot.period-empty";

    /// <summary>Another lot covers the same work at the same time. Facts: <c>other</c>.</summary>
    public const string Overlapping = "contract-lot.overlapping";

    /// <summary>It was amended so often: another lot follows it. Facts: <c>limit</c>.</summary>
    public const string AmendedTooOften = "contract-lot.amended-too-often";

    /// <summary>It changes what lies behind: a second person approves that. Facts: <c>from</c>.</summary>
    public const string Backdated = "contract-lot.backdated";

    /// <summary>It changes a month that has a sheet. Facts: <c>from</c>, <c>until</c>.</summary>
    public const string MonthComputed = "contract-lot.month-computed";

    /// <summary>
    /// It would pay in a month that is frozen, whose sheet is to come: a second person approves that, once the lot is
    /// open. Facts: <c>from</c>, <c>until</c>.
    /// </summary>
    public const string MonthFrozen = "contract-lot.month-frozen";

    /// <summary>It changes nothing that lies behind: nobody need approve it.</summary>
    public const string NotBackdated = "contract-lot.not-backdated";

    /// <summary>Nobody asked for a change of what lies behind.</summary>
    public const string BackdatingNotAsked = "contract-lot.backdating-not-asked";

    /// <summary>Who asked does not approve. Facts: <c>by</c>.</summary>
    public const string SamePerson = "contract-lot.same-person";

    /// <summary>Either terms are wanted or an end.</summary>
    public const string BackdatingInvalid = "contract-lot.backdating-invalid";

    /// <summary>A reason is blank or longer than 1,000 characters.</summary>
    public const string ReasonMissing = "contract-lot.reason-missing";
}
