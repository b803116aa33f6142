using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>Whom an order goes to, and why: stored on the order, readable years later.</summary>
/// <param name="Assignee">Null when nobody may or can take it: the dispatcher's queue.</param>
/// <param name="ReasonCode">
/// <c>lot-share</c>, <c>lot-volume</c>, <c>only-candidate</c>, <c>in-house-by-scope</c>, <c>by-hand</c>, <c>no-lot</c>,
/// <c>no-candidate</c>, <c>work-denied</c>, <c>exit-hand-over</c>, <c>exit-no-replacement</c>,
/// <c>exit-replacement-unable</c>.
/// </param>
/// <param name="Scope">What the outsourcing scope policy says of this work.</param>
/// <param name="Candidates">Every contractor looked at, in the order of the choice, with its verdict.</param>
public sealed record DispatchChoice(
    Assignee? Assignee, string ReasonCode, ScopeVerdict Scope, ImmutableArray<CandidateVerdict> Candidates);

/// <summary>The party that an order goes to.</summary>
/// <param name="ContractorId">The contractor; the in-house crew is one of kind in-house.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="InHouse">True for the operator's own crew.</param>
/// <param name="LotId">The contract lot by which it was chosen; null when by hand or in-house by scope.</param>
public sealed record Assignee(Guid ContractorId, string ContractorCode, bool InHouse, Guid? LotId);

/// <summary>One line of the scope policy, as it applied.</summary>
/// <param name="PolicyId">The policy document.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="RuleId">The line that matched: <c>trunk-repair</c>.</param>
/// <param name="Outcome"><c>allowed</c>, <c>pilot-only</c>, <c>in-house-only</c> or <c>denied</c>.</param>
/// <param name="Source">The line's source mark: <c>seed 0 art. 8</c>.</param>
public sealed record ScopeVerdict(string PolicyId, int PolicyVersion, string RuleId, string Outcome, string Source)
    : IPinned;

/// <summary>Why a contractor was taken or passed over.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="LotId">The lot looked at.</param>
/// <param name="Verdict">
/// <c>chosen</c>, <c>share</c> (another won the draw),
/// <c>volume</c> (another is further behind), <c>not-active</c>, <c>overloaded</c>, <c>not-pilot</c>,
/// <c>contract-missing</c>, <c>contract-unsigned</c>, <c>contract-not-begun</c>, <c>contract-expired</c>,
/// <c>qualification-expired</c>, <c>left</c>.
/// </param>
/// <param name="SharePercent">Its share of the lot.</param>
/// <param name="OpenOrders">Its open orders as read at the choice; null when not read.</param>
/// <param name="Standing">Its standing when it is not plainly active; null when it is.</param>
/// <param name="Volume">Orders that the lot had given it before; null where the lot does not share by volume.</param>
/// <param name="Contract">The contract by which it may work in the lot, or may not; null where none counts.</param>
/// <param name="Qualification">A qualification of it that has expired, whether that keeps it away or not.</param>
public sealed record CandidateVerdict(
    Guid ContractorId,
    string ContractorCode,
    Guid? LotId,
    string Verdict,
    decimal SharePercent,
    int? OpenOrders,
    string? Standing = null,
    int? Volume = null,
    string? Contract = null,
    string? Qualification = null);
