using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Annual;

/// <summary>
/// <c>annual-assessment.draw-up</c>: weighs the tables of a year that is over. The same sheets by the same composite,
/// with the same tables, again change nothing; other ones need a reason and become the next edition, beside the earlier
/// ones. So do the same ones with a reason by another person while the edition is not approved: who drew it up may not
/// approve it.
/// </summary>
/// <param name="Year">Which year of whom.</param>
/// <param name="Composite">What weighs the tables.</param>
/// <param name="Inner">The composites that it contains, as they held when the year began.</param>
/// <param name="Tables">The tables of its parts over the year's months.</param>
/// <param name="Months">Its final months, in order.</param>
/// <param name="Open">Months that are not final; none may be.</param>
/// <param name="Reason">Why there is another edition, 1 to 2,000 characters; null for the first.</param>
public sealed record DrawUpAnnual(
    YearRef Year,
    CompositeScheme Composite,
    ImmutableArray<CompositeScheme> Inner,
    ImmutableArray<PeriodTable> Tables,
    ImmutableArray<AnnualMonth> Months,
    ImmutableArray<string> Open,
    string? Reason) : ICommand
{
    /// <summary>Months with late facts that nothing has counted; none may be.</summary>
    public ImmutableArray<string> LateOpen { get; init; } = [];

    /// <summary>Marks that no table weighs, though they are of its scheme; there may be none.</summary>
    public ImmutableArray<UnweighedMark> Unweighed { get; init; } = [];
}

/// <summary><c>annual-assessment.confirm</c>: the contractor signs.</summary>
/// <param name="Edition">Which edition it saw.</param>
public sealed record ConfirmAnnual(int Edition) : ICommand;

/// <summary><c>annual-assessment.object</c>: the contractor does not sign, and says why; once an edition.</summary>
/// <param name="Edition">Which edition it saw.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record ObjectToAnnual(int Edition, string Reason) : ICommand;

/// <summary>
/// <c>annual-assessment.answer</c>: the operator answers the objection. Where it is right, months are corrected and
/// another edition is drawn up.
/// </summary>
/// <param name="Edition">Which edition.</param>
/// <param name="Answer">1 to 2,000 characters.</param>
public sealed record AnswerAnnualObjection(int Edition, string Answer) : ICommand;

/// <summary><c>annual-assessment.approve</c>: the department head signs, and the year is decided.</summary>
/// <param name="Edition">Which edition was seen.</param>
/// <param name="Now">What the final months say now: it must be what the edition rests on.</param>
public sealed record ApproveAnnual(int Edition, ImmutableArray<AnnualSource> Now) : ICommand
{
    /// <summary>
    /// What the tables of the edition's composite come to now: it must be what those of the edition do. Null from
    /// callers that are older than this, whose months alone are compared.
    /// </summary>
    public ImmutableArray<AnnualOutcome>? Tables { get; init; }

    /// <summary>
    /// What the edition's composite and those within weigh: as in the edition. Null from callers that are older than
    /// this, who do not tell it.
    /// </summary>
    public ImmutableArray<AnnualWeight>? Weights { get; init; }

    /// <summary>Months that are not final now; none may be.</summary>
    public ImmutableArray<string> Open { get; init; } = [];

    /// <summary>Months with late facts that nothing has counted; none may be.</summary>
    public ImmutableArray<string> LateOpen { get; init; } = [];

    /// <summary>Marks that no table weighs, though they are of its scheme; there may be none.</summary>
    public ImmutableArray<UnweighedMark> Unweighed { get; init; } = [];

    /// <summary>
    /// Why an edition is not what the year comes to now, whether to be approved or approved before; null where it is.
    /// </summary>
    /// <param name="edition">The edition.</param>
    public Refusal? Outdated(AnnualEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return AnnualDifference.Of(edition, Now, Tables, Weights).ToRefusal()
            ?? AnnualDrawing.Unfinished(Open, LateOpen) ?? AnnualDrawing.PassedBy(Unweighed);
    }
}

/// <summary><c>annual-assessment.drawn-up.v1</c>: self-contained; no later change touches it.</summary>
/// <param name="Year">Which year of whom.</param>
/// <param name="Edition">1 for the first.</param>
/// <param name="Sheet">The parts with weight and score, and what they come to.</param>
/// <param name="Tables">The tables behind the parts.</param>
/// <param name="Months">The months that it rests on.</param>
/// <param name="WaitsUntil">Until then the contractor's word is waited for, UTC; null where it is not.</param>
/// <param name="Reason">Why there is another edition; null for the first.</param>
/// <param name="DrawnBy">Actor id.</param>
/// <param name="DrawnAt">UTC.</param>
public sealed record AnnualDrawnUp(
    YearRef Year,
    int Edition,
    CompositeSheet Sheet,
    ImmutableArray<PeriodTable> Tables,
    ImmutableArray<AnnualMonth> Months,
    DateTimeOffset? WaitsUntil,
    string? Reason,
    string DrawnBy,
    DateTimeOffset DrawnAt) : IEvent;

/// <summary><c>annual-assessment.confirmed.v1</c>.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record AnnualConfirmed(int Edition, string By, DateTimeOffset At) : IEvent;

/// <summary><c>annual-assessment.objected.v1</c>.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record AnnualObjected(int Edition, string Reason, string By, DateTimeOffset At) : IEvent;

/// <summary><c>annual-assessment.objection-answered.v1</c>.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="Answer">What.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record AnnualObjectionAnswered(int Edition, string Answer, string By, DateTimeOffset At) : IEvent;

/// <summary><c>annual-assessment.approved.v1</c>: with what it decides, for those who follow years.</summary>
/// <param name="Year">Which year of whom.</param>
/// <param name="Edition">Which edition.</param>
/// <param name="CompositeId">What weighed it.</param>
/// <param name="Score">The year's score; null without one.</param>
/// <param name="Grade">The year's letter; null without one.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record AnnualApproved(
    YearRef Year, int Edition, string CompositeId, decimal? Score, string? Grade, string By, DateTimeOffset At)
    : IEvent;
