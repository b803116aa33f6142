using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>
/// Asks for a recompute; a dry run follows. Refusals: <c>sla-recompute.role-not-allowed</c>,
/// <c>sla-recompute.reason-missing</c>, <c>sla-recompute.scope-invalid</c>, <c>sla-recompute.change-empty</c>,
/// <c>sla-recompute.too-many-orders</c>.
/// </summary>
/// <param name="RecomputeId">Given by the caller.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Scope">Which orders.</param>
/// <param name="Change">What is changed.</param>
public sealed record RequestRecompute(
    Guid RecomputeId, string Reason, RecomputeScope Scope, RecomputeChange Change) : ICreation;

/// <summary>The dry run has come to its end. By the product.</summary>
/// <param name="Totals">What it found.</param>
/// <param name="Digest">Of all differences, in their order.</param>
public sealed record RecordDryRun(RecomputeTotals Totals, string Digest) : ICommand;

/// <summary>
/// Approves what was found, as another person. Refusals: <c>sla-recompute.not-ready</c>,
/// <c>sla-recompute.digest-changed</c>, <c>sla-recompute.same-person</c>.
/// </summary>
/// <param name="Digest">Of the differences that were read.</param>
public sealed record ApproveRecompute(string Digest) : ICommand;

/// <summary>Every order has been asked. By the product.</summary>
/// <param name="Applied">Orders that changed.</param>
/// <param name="Skipped">Orders that refused, each with its code.</param>
public sealed record RecordApplied(long Applied, long Skipped) : ICommand;

/// <summary>
/// Ends it: nothing more is applied; what was applied stays. Refusals: <c>sla-recompute.reason-missing</c>,
/// <c>sla-recompute.ended</c>.
/// </summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record CancelRecompute(string Reason) : ICommand;

/// <summary><c>sla-recompute.requested.v1</c>.</summary>
/// <param name="RecomputeId">The recompute.</param>
/// <param name="Reason">Why.</param>
/// <param name="Scope">Which orders.</param>
/// <param name="Change">What is changed.</param>
/// <param name="RequestedBy">Actor id.</param>
/// <param name="RequestedAt">UTC.</param>
public sealed record RecomputeRequested(
    Guid RecomputeId,
    string Reason,
    RecomputeScope Scope,
    RecomputeChange Change,
    string RequestedBy,
    DateTimeOffset RequestedAt) : IEvent;

/// <summary><c>sla-recompute.dry-run-finished.v1</c>.</summary>
/// <param name="Totals">What it found.</param>
/// <param name="Digest">Of all differences.</param>
/// <param name="FinishedAt">UTC.</param>
public sealed record RecomputeDryRunFinished(
    RecomputeTotals Totals, string Digest, DateTimeOffset FinishedAt) : IEvent;

/// <summary><c>sla-recompute.approved.v1</c>.</summary>
/// <param name="Digest">Of what was approved.</param>
/// <param name="ApprovedBy">Actor id: another person than asked.</param>
/// <param name="ApprovedAt">UTC.</param>
public sealed record RecomputeApproved(string Digest, string ApprovedBy, DateTimeOffset ApprovedAt) : IEvent;

/// <summary><c>sla-recompute.applied.v1</c>.</summary>
/// <param name="Applied">Orders that changed.</param>
/// <param name="Skipped">Orders that refused.</param>
/// <param name="AppliedAt">UTC.</param>
public sealed record RecomputeApplied(long Applied, long Skipped, DateTimeOffset AppliedAt) : IEvent;

/// <summary><c>sla-recompute.cancelled.v1</c>.</summary>
/// <param name="Reason">Why.</param>
/// <param name="CancelledBy">Actor id.</param>
/// <param name="CancelledAt">UTC.</param>
public sealed record RecomputeCancelled(string Reason, string CancelledBy, DateTimeOffset CancelledAt) : IEvent;

/// <summary>What a dry run found.</summary>
/// <param name="Orders">Orders looked at.</param>
/// <param name="Changed">Of these, touched.</param>
/// <param name="Breaks">Clocks that were kept and break.</param>
/// <param name="Mends">Clocks that were broken and are kept.</param>
/// <param name="Unresolved">Orders that nothing can be said of.</param>
/// <param name="Months">Contractor months with touched orders.</param>
/// <param name="MonthsClosed">Of these, frozen: they change through a correction alone.</param>
/// <param name="DifferenceCny">Amounts after less amounts before, of all months.</param>
public sealed record RecomputeTotals(
    long Orders,
    long Changed,
    long Breaks,
    long Mends,
    long Unresolved,
    int Months,
    int MonthsClosed,
    decimal DifferenceCny);
