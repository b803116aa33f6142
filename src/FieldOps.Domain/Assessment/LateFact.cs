namespace FieldOps.Domain.Assessment;

/// <summary>
/// A fact after the freeze, whole, so that a correction can use it. Exactly one of the members is set.
/// </summary>
/// <param name="Entered">An order was given.</param>
/// <param name="Outcome">An order ended.</param>
/// <param name="Withdrawn">An order left.</param>
/// <param name="Finding">Something was found.</param>
/// <param name="Violation">A breach was recorded.</param>
public sealed record LateFact(
    MonthOrderEntered? Entered = null,
    MonthOutcomeRecorded? Outcome = null,
    MonthOrderWithdrawn? Withdrawn = null,
    MonthFindingRecorded? Finding = null,
    MonthViolationRecorded? Violation = null)
{
    /// <summary>
    /// <c>order-entered</c>, <c>outcome</c>, <c>order-withdrawn</c>, <c>finding</c> or <c>violation</c>.
    /// </summary>
    public string Kind() => this switch
    {
        { Entered: not null } => "order-entered",
        { Outcome: not null } => "outcome",
        { Withdrawn: not null } => "order-withdrawn",
        { Finding: not null } => "finding",
        _ => "violation",
    };

    /// <summary>Log position of the fact; 0 when it has none.</summary>
    public long From() => this switch
    {
        { Entered: { } e } => e.Order.EnteredFrom,
        { Outcome: { } e } => e.Order.Ended?.From ?? 0,
        { Withdrawn: { } e } => e.Withdrawn.From,
        { Finding: { } e } => e.Finding.From,
        _ => 0,
    };

    /// <summary>The order, finding or violation that it is about.</summary>
    public Guid SubjectId() => this switch
    {
        { Entered: { } e } => e.Order.OrderId,
        { Outcome: { } e } => e.Order.OrderId,
        { Withdrawn: { } e } => e.OrderId,
        { Finding: { } e } => e.Finding.FindingId,
        { Violation: { } e } => e.Violation.ViolationId,
        _ => Guid.Empty,
    };
}
