using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Assessment;

/// <summary>All that a month's score follows from. The order of the facts plays no part.</summary>
/// <param name="Orders">Orders entered, ended or not, withdrawn or not.</param>
/// <param name="Findings">What was found against the contractor beside the clocks.</param>
/// <param name="Violations">Breaches of contract.</param>
public sealed record MonthFacts(
    ImmutableArray<OrderFact> Orders,
    ImmutableArray<FindingFact> Findings,
    ImmutableArray<ViolationFact> Violations)
{
    /// <summary>No facts at all.</summary>
    public static MonthFacts None { get; } = new([], [], []);

    /// <summary>Marks by people.</summary>
    public ImmutableArray<MarkFact> Marks { get; init; } = [];

    /// <summary>Readings of indicators.</summary>
    public ImmutableArray<ReadingFact> Readings { get; init; } = [];

    /// <summary>Corrections that upheld objections made.</summary>
    public ImmutableArray<SheetAdjustment> Adjustments { get; init; } = [];

    /// <summary>Faults that may come back in the period, from before it or late to one of its months.</summary>
    public ImmutableArray<EarlierFault> Earlier { get; init; } = [];

    /// <summary>Orders of the months before for rules that are short of their own; null where none is.</summary>
    public RolledOrders? Rolled { get; init; }

    // Not those about orders of the months before, which say nothing of them in their own.
    private IEnumerable<SheetAdjustment> OwnAdjustments()
    {
        if (Adjustments.IsEmpty)
        {
            return [];
        }

        var own = Orders.Select(o => o.OrderId)
            .Concat(Findings.Select(f => f.FindingId)).Concat(Violations.Select(v => v.ViolationId))
            .Concat(Marks.Select(m => m.MarkId)).Concat(Readings.Select(r => r.ReadingId)).ToHashSet();
        return Adjustments.Where(a => a.FactId is not { } fact || own.Contains(fact));
    }

    /// <summary>
    /// The facts of several months as those of one longer period. What one of them knew of those before stays: an order
    /// that was open or unknown when its own month froze is no case of the period, and may have come back in it.
    /// Nothing rolls in it: the orders of its months are its own.
    /// </summary>
    public static MonthFacts Union(IEnumerable<MonthFacts> months)
    {
        var all = months.ToArray();
        return new MonthFacts(
            [.. all.SelectMany(m => m.Orders)],
            [.. all.SelectMany(m => m.Findings)],
            [.. all.SelectMany(m => m.Violations)])
        {
            Marks = [.. all.SelectMany(m => m.Marks)],
            Readings = [.. all.SelectMany(m => m.Readings)],
            Adjustments = [.. all.SelectMany(m => m.OwnAdjustments())],
            Earlier = [.. all.SelectMany(m => m.Earlier).Distinct()],
        };
    }
}

/// <summary>An order of the month, as small as scoring allows.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="LotId">The lot by which the contractor got it; null when by hand.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetClass">Its class.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="OccurredAt">When the trouble began, UTC: it decides the month.</param>
/// <param name="EnteredFrom">Log position of the fact that entered it; 0 when it has none.</param>
/// <param name="Ended">How it ended; null while open.</param>
/// <param name="Withdrawn">Why it counts for nothing here; null while it does.</param>
public sealed record OrderFact(
    Guid OrderId,
    string Number,
    Guid? LotId,
    Guid AssetId,
    string AssetClass,
    string WorkKind,
    DateTimeOffset OccurredAt,
    long EnteredFrom,
    EndedFact? Ended = null,
    WithdrawnFact? Withdrawn = null);

/// <summary>How an order ended.</summary>
/// <param name="Attribution">Who answers: <c>contractor-scope</c>, or a word that the scheme excludes.</param>
/// <param name="Clocks">The clocks that had to stop.</param>
/// <param name="RepeatCount">Reports attached to the ticket beside the first.</param>
/// <param name="ReturnCount">How often the reply was sent back.</param>
/// <param name="From">Log position of the fact; 0 when it has none.</param>
/// <param name="Before">What a recompute replaced, for a freeze at a position before it; null for nothing.</param>
public sealed record EndedFact(
    string Attribution,
    ImmutableArray<ClockFact> Clocks,
    int RepeatCount,
    int ReturnCount,
    long From,
    EndedFact? Before = null)
{
    /// <summary>The fact as it was at a log position; null when there was none yet.</summary>
    public EndedFact? At(long position)
    {
        var fact = this;
        while (fact is not null && fact.From > position)
        {
            fact = fact.Before;
        }

        return fact;
    }

    /// <summary>The part of an order's outcome that scoring reads.</summary>
    public static EndedFact Of(OrderOutcome outcome, long from) => new(
        outcome.Attribution,
        [
            .. outcome.Clocks.Select(c =>
                new ClockFact(c.Clock, c.Outcome, c.LimitMinutes, (long)c.Elapsed.TotalSeconds)),
        ],
        outcome.RepeatCount,
        outcome.ReturnCount,
        from);

    /// <summary>Whether both say the same, wherever they stand in the log.</summary>
    public bool SaysSameAs(EndedFact other) =>
        (Attribution, RepeatCount, ReturnCount) == (other.Attribution, other.RepeatCount, other.ReturnCount)
        && Clocks.SequenceEqual(other.Clocks);
}

/// <summary>One clock of an ended order.</summary>
/// <param name="Clock">Which clock.</param>
/// <param name="Outcome">How it ended; only on time and late count.</param>
/// <param name="LimitMinutes">Its limit.</param>
/// <param name="ElapsedSeconds">Running time in whole seconds, shown to people; the outcome decides.</param>
public sealed record ClockFact(ClockKind Clock, ClockOutcome Outcome, int LimitMinutes, long ElapsedSeconds);

/// <summary>Why an order left the month.</summary>
/// <param name="Reason">
/// <c>cancelled</c>, <c>closed-by-refusal</c>, <c>transferred</c>, <c>restoration-rejected</c>, or why it was queued.
/// </param>
/// <param name="From">Log position of the fact; 0 when it has none.</param>
public sealed record WithdrawnFact(string Reason, long From);

/// <summary>Something found against the contractor that the scheme deducts points for.</summary>
/// <param name="FindingId">Follows from what it was found on, so that it is found once.</param>
/// <param name="Kind">Word of the scheme: <c>false-reply</c>, <c>off-channel</c> …</param>
/// <param name="OrderId">The order it was found on; null when on none.</param>
/// <param name="OrderNumber">That order's number.</param>
/// <param name="Levels">Management levels that a complaint escalated, 0 when none.</param>
/// <param name="Evidence">Reference or short statement of the proof.</param>
/// <param name="FoundAt">UTC.</param>
/// <param name="From">Log position of the fact; 0 when it has none.</param>
public sealed record FindingFact(
    Guid FindingId,
    string Kind,
    Guid? OrderId,
    string? OrderNumber,
    int Levels,
    string Evidence,
    DateTimeOffset FoundAt,
    long From);

/// <summary>A breach of contract (违约) recorded by a person.</summary>
/// <param name="ViolationId">Given by the caller.</param>
/// <param name="Class">Its class.</param>
/// <param name="Kind">What it was: <c>data-leak</c>, <c>system-error</c> …</param>
/// <param name="Points">Points it costs; 0 for a veto.</param>
/// <param name="Evidence">Reference or short statement of the proof.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="RecordedBy">Actor id.</param>
public sealed record ViolationFact(
    Guid ViolationId,
    ViolationClass Class,
    string Kind,
    decimal Points,
    string Evidence,
    DateTimeOffset OccurredAt,
    string RecordedBy)
{
    /// <summary>When it was recorded, UTC, as its event tells; null in states from before it was kept.</summary>
    public DateTimeOffset? RecordedAt { get; init; }
}

/// <summary>Classes of breach (domain reference, 7.5 and 7.7).</summary>
public enum ViolationClass
{
    /// <summary>一类违约: costs the scheme's class-1 points, 100 by its source.</summary>
    Class1,

    /// <summary>二类违约: costs 1 to 10 points by its source.</summary>
    Class2,

    /// <summary>一票否决: the month is worth the floor, whatever else it holds.</summary>
    Veto,
}
