using System.Collections.Immutable;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>The facts on which a suspension may rest (domain reference, 7.5).</summary>
/// <param name="Results">The months, or years, of the lowest letter, with their scores.</param>
/// <param name="Needed">So many let the operator suspend.</param>
/// <param name="ReasonZh">In a sentence.</param>
/// <param name="ReasonEn">In a sentence.</param>
public sealed record SuspensionGrounds(
    ImmutableArray<MonthGrade> Results, int Needed, string ReasonZh, string ReasonEn);

/// <summary>
/// <c>suspension.weigh</c>: the results of a year after a month changed that it rests on. By the product itself.
/// </summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Year"><c>2024</c>.</param>
/// <param name="Grounds">Null where the results do not allow a suspension.</param>
/// <param name="To">Who is told; null for nobody.</param>
/// <param name="WeighedAt">
/// Log position of the month's event that it follows from: the results are known to it at least, so that of two
/// weighings the one with the higher position knows all that the other does.
/// </param>
/// <param name="ProposedUntil">From then on it proposes nothing any more, UTC; null for no limit.</param>
public sealed record WeighSuspension(
    Guid ContractorId,
    string ContractorCode,
    string Year,
    SuspensionGrounds? Grounds,
    Audience? To,
    long WeighedAt = 0,
    DateTimeOffset? ProposedUntil = null) : ICommand;

/// <summary><c>suspension.confirm</c>: the cooperation is suspended. By the department head.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record ConfirmSuspension(string Reason) : ICommand;

/// <summary><c>suspension.dismiss</c>: the operator may suspend, and does not. By the department head.</summary>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record DismissSuspension(string Reason) : ICommand;

/// <summary><c>suspension.proposed.v1</c>: again when further results came, or those told of changed.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Year"><c>2024</c>.</param>
/// <param name="Grounds">The facts.</param>
/// <param name="Number">1 for the first proposal of the year; another after one was decided.</param>
/// <param name="To">Who is told; null for nobody.</param>
/// <param name="ProposedAt">UTC.</param>
/// <param name="WeighedAt">Log position to which the results were known; null in logs from before it was kept.</param>
public sealed record SuspensionProposed(
    Guid ContractorId,
    string ContractorCode,
    string Year,
    SuspensionGrounds Grounds,
    int Number,
    Audience? To,
    DateTimeOffset ProposedAt,
    long? WeighedAt = null) : IEvent;

/// <summary><c>suspension.withdrawn.v1</c>: a correction took the grounds away.</summary>
/// <param name="WithdrawnAt">UTC.</param>
/// <param name="WeighedAt">Log position to which the results were known; null in logs from before it was kept.</param>
public sealed record SuspensionWithdrawn(DateTimeOffset WithdrawnAt, long? WeighedAt = null) : IEvent;

/// <summary>
/// <c>suspension.weighed.v1</c>: the results were weighed and changed nothing; an older weighing that comes later does
/// not either.
/// </summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Year"><c>2024</c>.</param>
/// <param name="WeighedAt">Log position to which the results were known.</param>
public sealed record SuspensionWeighed(
    Guid ContractorId, string ContractorCode, string Year, long WeighedAt) : IEvent;

/// <summary><c>suspension.confirmed.v1</c>.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="Year"><c>2024</c>.</param>
/// <param name="Grounds">The facts.</param>
/// <param name="Reason">Why.</param>
/// <param name="ConfirmedBy">Actor id.</param>
/// <param name="ConfirmedAt">UTC.</param>
public sealed record SuspensionConfirmed(
    Guid ContractorId,
    string Year,
    SuspensionGrounds Grounds,
    string Reason,
    string ConfirmedBy,
    DateTimeOffset ConfirmedAt) : IEvent;

/// <summary><c>suspension.dismissed.v1</c>.</summary>
/// <param name="Reason">Why not.</param>
/// <param name="DismissedBy">Actor id.</param>
/// <param name="DismissedAt">UTC.</param>
public sealed record SuspensionDismissed(string Reason, string DismissedBy, DateTimeOffset DismissedAt) : IEvent;

/// <summary>Why a proposal says no.</summary>
public static class SuspensionRefusals
{
    /// <summary>Nothing was proposed for this contractor and year.</summary>
    public const string Unknown = "suspension.unknown";

    /// <summary>It was decided or withdrawn. Facts: <c>status</c>.</summary>
    public const string NotOpen = "suspension.not-open";

    /// <summary>A reason is blank or longer than 1,000 characters.</summary>
    public const string ReasonMissing = "suspension.reason-missing";
}
