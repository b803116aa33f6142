using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary>A contractor month as its events left it.</summary>
/// <param name="Month">Which month of whom; null before the first event.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Orders">Orders by id, withdrawn ones included.</param>
/// <param name="OrdersOpen">Orders without an end that were not withdrawn: counted along, for months grow long.</param>
/// <param name="OrdersWithdrawn">Orders that left.</param>
/// <param name="Findings">Findings by id.</param>
/// <param name="Violations">Breaches by id.</param>
/// <param name="Late">Facts after the freeze, in the order of coming.</param>
/// <param name="FrozenAtPosition">The position that the facts are fixed at; null while open.</param>
/// <param name="Sheet">The sheet of now; null before the first.</param>
/// <param name="ConfirmedBy">Who signed for the contractor, null while nobody has.</param>
/// <param name="ApprovedBy">Who signed for the department, null while nobody has.</param>
/// <param name="DisputeReason">Why it is disputed; null when it is not.</param>
public sealed record MonthState(
    MonthRef? Month,
    MonthStatus Status,
    ImmutableSortedDictionary<Guid, OrderFact> Orders,
    int OrdersOpen,
    int OrdersWithdrawn,
    ImmutableSortedDictionary<Guid, FindingFact> Findings,
    ImmutableSortedDictionary<Guid, ViolationFact> Violations,
    ImmutableArray<LateFact> Late,
    long? FrozenAtPosition,
    SheetOfNow? Sheet,
    string? ConfirmedBy,
    string? ApprovedBy,
    string? DisputeReason)
{
    /// <summary>Before the first event.</summary>
    public static MonthState None { get; } = new(
        null,
        MonthStatus.Open,
        ImmutableSortedDictionary<Guid, OrderFact>.Empty,
        0,
        0,
        ImmutableSortedDictionary<Guid, FindingFact>.Empty,
        ImmutableSortedDictionary<Guid, ViolationFact>.Empty,
        [], null, null, null, null, null);

    /// <summary>Marks by id.</summary>
    public ImmutableSortedDictionary<Guid, MarkFact> Marks { get; init; } =
        ImmutableSortedDictionary<Guid, MarkFact>.Empty;

    /// <summary>Readings by id.</summary>
    public ImmutableSortedDictionary<Guid, ReadingFact> Readings { get; init; } =
        ImmutableSortedDictionary<Guid, ReadingFact>.Empty;

    /// <summary>Signatures on the sheet of now, in the order of signing.</summary>
    public ImmutableArray<SheetSignature> Signatures { get; init; } = [];

    /// <summary>Objections to lines, of all sheets.</summary>
    public ImmutableArray<LineDispute> Disputes { get; init; } = [];

    /// <summary>Corrections that upheld objections made.</summary>
    public ImmutableArray<SheetAdjustment> Adjustments { get; init; } = [];

    /// <summary>Until when the contractor may object, UTC; null without a limit or before its turn.</summary>
    public DateTimeOffset? AppealUntil { get; init; }

    /// <summary>A wish to open the month again; null when there is none.</summary>
    public ReopeningWish? Reopening { get; init; }

    /// <summary>
    /// Wishes to open the month again that came to nothing; of those that a person took back his last one alone.
    /// </summary>
    public ImmutableArray<DeclinedReopening> Declined { get; init; } = [];

    /// <summary>How many of them another person had declined before the month was last opened again.</summary>
    public int DeclinedBefore { get; init; }

    /// <summary>Those that another person than who asked has declined since the month was last opened again.</summary>
    public int DeclinedByOthers() => Declined.Count(d => !d.IsTakenBack()) - DeclinedBefore;

    /// <summary>Sheets that were replaced.</summary>
    public ImmutableArray<ReplacedSheet> Replaced { get; init; } = [];

    /// <summary>Corrections of this month that later months carry.</summary>
    public ImmutableArray<MonthCorrection> Corrections { get; init; } = [];

    /// <summary>Corrections of earlier months that this one carries.</summary>
    public ImmutableArray<CarriedCorrection> Carried { get; init; } = [];

    /// <summary>
    /// How many corrections, from the first, were computed before the month was last opened again: its sheet has their
    /// late facts in, and takes off what later months pay for them.
    /// </summary>
    public int CorrectionsBefore { get; init; }

    /// <summary>Late facts, from the first, that were found to change nothing, or were corrected by then.</summary>
    public int LateWeighed { get; init; }

    /// <summary>Late facts, from the first, that nothing has to count any more.</summary>
    public int LateCounted() => Math.Max(LateWeighed, LastCorrection()?.LateFacts ?? 0);

    /// <summary>The last correction of the sheet of now; null when it has none.</summary>
    public MonthCorrection? LastCorrection() =>
        Corrections.Length > CorrectionsBefore ? Corrections[^1] : null;

    /// <summary>Corrections of earlier months that came after the freeze: the next month was asked instead.</summary>
    public ImmutableArray<CarriedCorrection> PassedOn { get; init; } = [];

    /// <summary>Paid before the month was opened again; null when it never was.</summary>
    public decimal? PaidBeforeCny { get; init; }

    /// <summary>Faults from before the month that its sheet knows; none on sheets from before they were kept.</summary>
    public ImmutableArray<EarlierFault> Earlier { get; init; } = [];

    /// <summary>Orders of the months before that its sheet counts where rules were short; null for none.</summary>
    public RolledOrders? Rolled { get; init; }

    /// <summary>The visits that its sheet counts from its orders; null where it counts none.</summary>
    public CountedVisits? Visits { get; init; }

    /// <summary>Works by id.</summary>
    public ImmutableSortedDictionary<Guid, WorkFact> Works { get; init; } =
        ImmutableSortedDictionary<Guid, WorkFact>.Empty;

    /// <summary>The state with this order, known or new.</summary>
    public MonthState With(OrderFact order)
    {
        var before = Orders.GetValueOrDefault(order.OrderId);
        return this with
        {
            Orders = Orders.SetItem(order.OrderId, order),
            OrdersOpen = OrdersOpen + Open(order) - Open(before),
            OrdersWithdrawn = OrdersWithdrawn + Withdrawn(order) - Withdrawn(before),
        };
    }

    /// <summary>Orders of the month without an end, those that came after the freeze included.</summary>
    public IEnumerable<OrderFact> OrdersWithoutEnd() =>
        MonthReopening.WithLate(this).Orders.Values.Where(o => o is { Ended: null, Withdrawn: null });

    /// <summary>The state with these orders alone.</summary>
    public MonthState WithOnly(IEnumerable<OrderFact> orders) =>
        orders.Aggregate(
            this with { Orders = None.Orders, OrdersOpen = 0, OrdersWithdrawn = 0 },
            (state, order) => state.With(order));

    /// <summary>The state with its late facts as if they had come in time: what a correction would score.</summary>
    public MonthState WithLateFacts() => MonthReopening.WithLate(this);

    /// <summary>
    /// The state as it was known at an instant: by the log position for what products bring, by the time of recording
    /// for what people do.
    /// </summary>
    /// <param name="position">The last log position before it.</param>
    /// <param name="instant">UTC.</param>
    public MonthState KnownAt(long position, DateTimeOffset instant)
    {
        var known = MonthFreeze.Cut(this, position);
        return known with
        {
            Findings = Only(known.Findings, f => f.From > 0 || f.FoundAt < instant),
            Violations = Only(known.Violations, v => (v.RecordedAt ?? v.OccurredAt) < instant),
            Marks = Only(known.Marks, m => m.RecordedAt < instant).ToImmutableSortedDictionary(
                m => m.Key, m => m.Value.Corrected?.At < instant ? m.Value : m.Value with { Corrected = null }),
            Readings = Only(known.Readings, r => r.RecordedAt < instant).ToImmutableSortedDictionary(
                r => r.Key, r => r.Value.Corrected?.At < instant ? r.Value : r.Value with { Corrected = null }),
            Works = Only(known.Works, w => w.RecordedAt < instant).ToImmutableSortedDictionary(
                w => w.Key, w => w.Value.Withdrawn?.At < instant ? w.Value : w.Value with { Withdrawn = null }),
            Carried = [.. known.Carried.Where(c => c.At < instant)],
        };
    }

    private static ImmutableSortedDictionary<Guid, TFact> Only<TFact>(
        ImmutableSortedDictionary<Guid, TFact> facts, Func<TFact, bool> isKnown) =>
        facts.RemoveRange(facts.Where(f => !isKnown(f.Value)).Select(f => f.Key));

    /// <summary>What scoring reads.</summary>
    public MonthFacts Facts() => new([.. Orders.Values], [.. Findings.Values], [.. Violations.Values])
    {
        Marks = [.. Marks.Values.Where(m => m.PointsNow() is not null)],
        Readings = [.. Readings.Values],
        Adjustments = Adjustments,
        Earlier = Earlier,
        Rolled = Rolled,
    };

    /// <summary>
    /// What a scheme reads of it, the sheet's own or another: a fact that an objection took out counts in none, while
    /// the points that one said are of a line of the sheet.
    /// </summary>
    /// <param name="scheme">What scores it.</param>
    public MonthFacts FactsFor(ScoringScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return Sheet is not { } sheet || sheet.Score.SchemeId == scheme.Id
            ? Facts()
            : Facts() with { Adjustments = [.. Adjustments.Where(a => a.FactId is not null)] };
    }

    private static int Open(OrderFact? order) => order is { Ended: null, Withdrawn: null } ? 1 : 0;

    private static int Withdrawn(OrderFact? order) => order is { Withdrawn: not null } ? 1 : 0;
}

/// <summary>The sheet that a month has now.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="SignOff">Order of the signatures.</param>
/// <param name="Fees">The fees it rests on.</param>
/// <param name="Score">The score.</param>
/// <param name="Statement">The money.</param>
/// <param name="Appeal">How long the contractor may object; null for no limit.</param>
public sealed record SheetOfNow(
    int Number,
    SignOff SignOff,
    ImmutableArray<FeeLine> Fees,
    ScoreSheet Score,
    Statement Statement,
    AppealRules? Appeal = null);

/// <summary>What callers are shown of a month: figures; sheet and statement have their own reads.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="OrdersEntered">Orders that belong to it, without those withdrawn.</param>
/// <param name="OrdersOpen">Of these, without an end.</param>
/// <param name="OrdersWithdrawn">Orders that left it.</param>
/// <param name="Findings">Findings.</param>
/// <param name="Violations">Breaches.</param>
/// <param name="LateFacts">Facts after the freeze.</param>
/// <param name="FrozenAtPosition">The position that the facts are fixed at.</param>
/// <param name="SheetNumber">Number of the sheet of now.</param>
/// <param name="Score">Its score; null without one.</param>
/// <param name="NoScoreReason">Why there is none.</param>
/// <param name="Grade">Its letter.</param>
/// <param name="TotalCny">Its money.</param>
/// <param name="DisputeReason">Why it is disputed.</param>
public sealed record MonthView(
    Guid ContractorId,
    string ContractorCode,
    string Month,
    MonthStatus Status,
    int OrdersEntered,
    int OrdersOpen,
    int OrdersWithdrawn,
    int Findings,
    int Violations,
    int LateFacts,
    long? FrozenAtPosition,
    int? SheetNumber,
    decimal? Score,
    string? NoScoreReason,
    string? Grade,
    decimal? TotalCny,
    string? DisputeReason);
