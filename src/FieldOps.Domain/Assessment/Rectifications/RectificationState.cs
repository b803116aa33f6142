using System.Collections.Immutable;
using FieldOps.Domain.Assessment.FollowUp;

namespace FieldOps.Domain.Assessment.Rectifications;

/// <summary>A rectification task (整改) as its events left it.</summary>
/// <param name="RectificationId">The task; empty before the first event.</param>
/// <param name="Number">Short number.</param>
/// <param name="Source">What gave rise to it.</param>
/// <param name="ContractorId">Who has to put it right.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Demand">What has to become true.</param>
/// <param name="Responsible">Actor id.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Told">Who is told.</param>
/// <param name="Escalations">Steps when it is overdue.</param>
/// <param name="StepsTaken">Steps taken since <paramref name="DueAt"/> was set.</param>
/// <param name="RaisedBy">Actor id.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="Attempts">Proofs in the order of coming.</param>
/// <param name="ClosedBy">Actor id; null while open.</param>
/// <param name="ClosedAt">UTC; null while open.</param>
/// <param name="Remark">What was said at the end.</param>
public sealed record RectificationState(
    Guid RectificationId,
    string Number,
    RectificationSource? Source,
    Guid ContractorId,
    string ContractorCode,
    string Month,
    string Demand,
    string Responsible,
    DateTimeOffset DueAt,
    RectificationStatus Status,
    Audience? Told,
    ImmutableArray<OverdueStep> Escalations,
    int StepsTaken,
    string RaisedBy,
    DateTimeOffset RaisedAt,
    ImmutableArray<RectificationAttempt> Attempts,
    string? ClosedBy = null,
    DateTimeOffset? ClosedAt = null,
    string? Remark = null)
{
    /// <summary>Entity type of a task.</summary>
    public const string EntityType = "rectification";

    /// <summary>Before the first event.</summary>
    public static RectificationState None { get; } = new(
        Guid.Empty, "", null, Guid.Empty, "", "", "", "", default, RectificationStatus.None, null, [], 0, "", default,
        []);
}

/// <summary>What gave rise to a task.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The warning, the report, the breach.</param>
/// <param name="Line">Line of the report; null for the others.</param>
/// <param name="LabelZh">Shown to people.</param>
/// <param name="LabelEn">Shown to people.</param>
public sealed record RectificationSource(
    RectificationSourceKind Kind, Guid Id, string? Line, string LabelZh, string LabelEn);

/// <summary>Kinds of things that give rise to a task.</summary>
public enum RectificationSourceKind
{
    /// <summary>An early warning.</summary>
    Warning,

    /// <summary>A line of a published report.</summary>
    ReportLine,

    /// <summary>A breach of contract.</summary>
    Violation,
}

/// <summary>How far a task has come.</summary>
public enum RectificationStatus
{
    /// <summary>It does not exist.</summary>
    None,

    /// <summary>To be done.</summary>
    Open,

    /// <summary>Said to be done; the department looks at the proof.</summary>
    Submitted,

    /// <summary>The proof did not do: to be done again.</summary>
    Returned,

    /// <summary>Done.</summary>
    Accepted,

    /// <summary>There was nothing to put right.</summary>
    Withdrawn,
}

/// <summary>A proof, and what the department said of it.</summary>
/// <param name="Evidence">The proof.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
/// <param name="ReturnedReason">Why it did not do; null when it did, or nobody has looked.</param>
public sealed record RectificationAttempt(
    string Evidence, string By, DateTimeOffset At, string? ReturnedReason = null);

/// <summary>Bounds and refusals of tasks.</summary>
public static class RectificationRefusals
{
    /// <summary>Proofs of one task: who needs more is not helped by another.</summary>
    public const int AttemptsMax = 50;

    /// <summary>Characters of a demand, a proof or a reason.</summary>
    public const int TextCharactersMax = 2_000;

    /// <summary>There is no such task.</summary>
    public const string Unknown = "rectification.unknown";

    /// <summary>There is no such warning, report line or breach. Facts: <c>kind</c>.</summary>
    public const string SourceUnknown = "rectification.source-unknown";

    /// <summary>Only the contractor's people, or for an own crew the responsible person itself.</summary>
    public const string NotResponsible = "rectification.not-responsible";

    /// <summary>Demand, proof or reason is blank or too long.</summary>
    public const string TextMissing = "rectification.text-missing";

    /// <summary>Not 1 to 100 characters.</summary>
    public const string ResponsibleInvalid = "rectification.responsible-invalid";

    /// <summary>Not in the future, or more than a year away.</summary>
    public const string DueInvalid = "rectification.due-invalid";

    /// <summary>The step does not follow. Facts: <c>status</c>.</summary>
    public const string OutOfTurn = "rectification.out-of-turn";

    /// <summary>Who brought the proof does not judge it. Facts: <c>by</c>.</summary>
    public const string SamePerson = "rectification.same-person";

    /// <summary>So many proofs were brought. Facts: <c>count</c>.</summary>
    public const string TooManyAttempts = "rectification.too-many-attempts";
}
