using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>A contract (合同) as dispatch sees it.</summary>
/// <param name="Code">The contract's code.</param>
/// <param name="ContractorId">With whom.</param>
/// <param name="Lots">Codes of the lots that it covers.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="Until">First instant after it, UTC: its term, or its earlier end.</param>
/// <param name="Signed">Whether both sides have signed.</param>
public sealed record DirectoryContract(
    string Code,
    Guid ContractorId,
    ImmutableArray<string> Lots,
    DateTimeOffset From,
    DateTimeOffset Until,
    bool Signed)
{
    /// <summary>Whether its term covers an instant, signed or not.</summary>
    public bool Covers(DateTimeOffset at) => From <= at && at < Until;

    /// <summary>Whether it ended before it began: it has covered nothing, and never will.</summary>
    public bool NeverRan => Until <= From;

    /// <summary>Whether it covered something at an instant, or before.</summary>
    public bool HasBegun(DateTimeOffset at) => From <= at && !NeverRan;
}

/// <summary>A lot that a contract signed by both sides has covered at some time, whatever its terms are now.</summary>
/// <param name="ContractorId">With whom.</param>
/// <param name="Lot">Code of the lot.</param>
/// <param name="Contract">Code of the contract.</param>
public sealed record SignedLot(Guid ContractorId, string Lot, string Contract);
