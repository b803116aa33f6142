using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>The proposal to suspend a contractor by the results of a year, as its events left it.</summary>
/// <param name="Code">Contractor's code and year; empty before the first event.</param>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Year"><c>2024</c>.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Grounds">The facts; null before the first event.</param>
/// <param name="Number">Proposals so far.</param>
/// <param name="ProposedAt">When it was proposed last, UTC.</param>
/// <param name="Reason">Why it was decided so; null while it is open.</param>
/// <param name="DecidedBy">Actor id; null while it is open.</param>
/// <param name="WeighedAt">Log position to which the results of the last weighing were known; 0 before it.</param>
public sealed record SuspensionState(
    string Code,
    Guid ContractorId,
    string ContractorCode,
    string Year,
    SuspensionStatus Status,
    SuspensionGrounds? Grounds,
    int Number,
    DateTimeOffset ProposedAt,
    string? Reason,
    string? DecidedBy,
    long WeighedAt = 0)
{
    /// <summary>Entity type of a proposal.</summary>
    public const string EntityType = "suspension";

    /// <summary>Before the first event.</summary>
    public static SuspensionState None { get; } =
        new("", Guid.Empty, "", "", SuspensionStatus.None, null, 0, default, null, null);

    /// <summary>The id of a contractor's proposal of a year.</summary>
    public static Guid IdOf(Guid contractorId, string year) => NameBasedId.Of(contractorId, EntityType + "/" + year);
}

/// <summary>Where a proposal stands.</summary>
public enum SuspensionStatus
{
    /// <summary>Nothing was proposed.</summary>
    None,

    /// <summary>It waits for the department head.</summary>
    Open,

    /// <summary>The cooperation was suspended.</summary>
    Confirmed,

    /// <summary>The head decided against it.</summary>
    Dismissed,

    /// <summary>A correction took the grounds away.</summary>
    Withdrawn,
}
