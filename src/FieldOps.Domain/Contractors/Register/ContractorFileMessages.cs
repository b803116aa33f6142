using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>
/// <c>contractor-file.record-qualification</c>: a new paper, or the renewed one under its code. By the operator or the
/// contractor itself; what the contractor hands in for one that has expired holds once the operator records it too.
/// </summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Paper">The paper.</param>
public sealed record RecordQualification(Guid ContractorId, string ContractorCode, CredentialWish Paper) : ICommand;

/// <summary>
/// <c>contractor-file.withdraw-qualification</c>: it was lost, revoked or recorded by mistake. By the
/// operator: an expired one keeps orders away until then.
/// </summary>
/// <param name="Code">Its code.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record WithdrawQualification(string Code, string Reason) : ICommand;

/// <summary><c>contractor-file.put-base</c>: a new maintenance base, or its correction.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Base">As it shall stand.</param>
public sealed record PutBaseSite(Guid ContractorId, string ContractorCode, BaseSite Base) : ICommand;

/// <summary><c>contractor-file.close-base</c>: no team may be left at it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record CloseBaseSite(string Code, string Reason) : ICommand;

/// <summary><c>contractor-file.put-team</c>: a new team, or its correction.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Team">As it shall stand.</param>
public sealed record PutTeam(Guid ContractorId, string ContractorCode, CrewTeam Team) : ICommand;

/// <summary><c>contractor-file.disband-team</c>.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record DisbandTeam(string Code, string Reason) : ICommand;

/// <summary><c>contractor-file.qualification-recorded.v1</c>.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Paper">The paper; <c>expiry.endsAt</c> is its end.</param>
/// <param name="RecordedBy">Actor id.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record QualificationRecorded(
    Guid ContractorId, string ContractorCode, Credential Paper, string RecordedBy, DateTimeOffset RecordedAt) : IEvent;

/// <summary><c>contractor-file.qualification-withdrawn.v1</c>.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Code">The paper.</param>
/// <param name="Reason">Why.</param>
/// <param name="WithdrawnBy">Actor id.</param>
/// <param name="WithdrawnAt">UTC.</param>
public sealed record QualificationWithdrawn(
    Guid ContractorId,
    string ContractorCode,
    string Code,
    string Reason,
    string WithdrawnBy,
    DateTimeOffset WithdrawnAt) : IEvent;

/// <summary><c>contractor-file.base-put.v1</c>.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Base">As it stands from now on.</param>
/// <param name="PutBy">Actor id.</param>
/// <param name="PutAt">UTC.</param>
public sealed record BasePut(
    Guid ContractorId, string ContractorCode, BaseSite Base, string PutBy, DateTimeOffset PutAt) : IEvent;

/// <summary><c>contractor-file.base-closed.v1</c>.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="Code">The base.</param>
/// <param name="Reason">Why.</param>
/// <param name="ClosedBy">Actor id.</param>
/// <param name="ClosedAt">UTC.</param>
public sealed record BaseClosed(
    Guid ContractorId, string Code, string Reason, string ClosedBy, DateTimeOffset ClosedAt) : IEvent;

/// <summary><c>contractor-file.team-put.v1</c>.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Team">As it stands from now on.</param>
/// <param name="PutBy">Actor id.</param>
/// <param name="PutAt">UTC.</param>
public sealed record TeamPut(
    Guid ContractorId, string ContractorCode, CrewTeam Team, string PutBy, DateTimeOffset PutAt) : IEvent;

/// <summary><c>contractor-file.team-disbanded.v1</c>.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="Code">The team.</param>
/// <param name="Reason">Why.</param>
/// <param name="DisbandedBy">Actor id.</param>
/// <param name="DisbandedAt">UTC.</param>
public sealed record TeamDisbanded(
    Guid ContractorId, string Code, string Reason, string DisbandedBy, DateTimeOffset DisbandedAt) : IEvent;

/// <summary><c>contractor-file.qualification-expiring.v1</c>: told once for each of the days of notice.</summary>
/// <param name="ContractorId">Whose file.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Code">The paper.</param>
/// <param name="Kind">What it is.</param>
/// <param name="EndsAt">Its end, UTC.</param>
/// <param name="Days">Days before the end that this notice stands for; 0: it has ended.</param>
/// <param name="ToldAt">UTC.</param>
public sealed record QualificationExpiring(
    Guid ContractorId,
    string ContractorCode,
    string Code,
    string Kind,
    DateTimeOffset EndsAt,
    int Days,
    DateTimeOffset ToldAt) : IEvent;
