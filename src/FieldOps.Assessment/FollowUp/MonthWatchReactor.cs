using System.Collections.Immutable;
using FieldOps.Assessment.Contracts;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment.FollowUp;

/// <summary>
/// Sets a watch over every month that opens, and at each of its checks looks at the figures as they were known at that
/// position of the log, and at the lots near their end.
/// </summary>
internal sealed class MonthWatchReactor(
    FollowUpRows rows,
    AssessmentRows register,
    PolicyChoice<FollowUpRules> rules,
    SchemeChoice schemes,
    TimeZoneInfo zone) : Reactor
{
    public const string ReactorName = "month-watch";

    private const decimal WholePercent = 100m;

    private readonly Dictionary<long, ImmutableArray<WarningFinding>> _findings = [];
    private readonly Dictionary<long, WarningRules> _watches = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
        ["contractor-month.opened.v1", "month-watch.check-due.v1"];

    public override ImmutableArray<string> ReadsFrom =>
        [FollowUpProjection.Schema, AssessmentProjection.Schema, ContractCopies.Schema, PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _findings.Clear();
        _watches.Clear();
        foreach (var happened in batch)
        {
            if (happened.Body is MonthOpened { Month: var opened }
                && await WatchAsync(happened, opened, cancellationToken) is { } watch)
            {
                _watches[happened.Position] = watch;
            }

            if (happened.Body is MonthCheckDue check)
            {
                _findings[happened.Position] = await FindAsync(happened, check, cancellationToken);
            }
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        if (happened.Body is MonthOpened { Month: var month }
            && _watches.GetValueOrDefault(happened.Position) is { } watch)
        {
            yield return new Reaction(
                KeyOf(happened, month), new StartWatch(month, watch.FirstAfterHours, watch.HoursBetween));
        }
        else if (happened.Body is MonthCheckDue check
            && _findings.GetValueOrDefault(happened.Position) is { IsDefaultOrEmpty: false } findings)
        {
            yield return new Reaction(KeyOf(happened, check.Month), new RecordCheck(check.Number, findings));
        }
    }

    private static EntityKey KeyOf(RecordedEvent happened, MonthRef month) =>
        new(happened.Key.Tenant, MonthWatchState.EntityType, MonthWatchState.IdOf(month.EntityId));

    private async Task<WarningRules?> WatchAsync(
        RecordedEvent happened, MonthRef month, CancellationToken cancellationToken) =>
        (await rules.OfAsync(happened.Key.Tenant, cancellationToken))
            .EffectiveAt(RuleSets.Default, month.StartsAt)?.Warnings;

    private async Task<ImmutableArray<WarningFinding>> FindAsync(
        RecordedEvent happened, MonthCheckDue check, CancellationToken cancellationToken)
    {
        var month = check.Month;
        var (scheme, _) = await schemes.KnownAsync(
            happened.Key.Tenant, month.ContractorId, month.StartsAt, null, cancellationToken);
        if (scheme is null || await WatchAsync(happened, month, cancellationToken) is not { } watch)
        {
            return [];
        }

        var facts = await rows.FactsAsync(happened.Key.Tenant, month, happened.Position, cancellationToken);
        var earlier = await EarlierAsync(happened, month, scheme, cancellationToken);
        var elapsed = (decimal)((check.At - month.StartsAt) / (month.EndsAt - month.StartsAt)) * WholePercent;
        var papers = await PapersAsync(happened.Key.Tenant, check, cancellationToken);
        // What does not trip matters to a warning that is open alone: most papers are years from their end.
        var open = await rows.OpenAsync(happened.Key.Tenant, happened.Key.Id, cancellationToken);
        return
        [
            .. EarlyWarnings.Of(IndicatorFigures.Of(scheme, facts.Orders, facts.Readings, earlier), elapsed, watch)
                .Concat(EarlyWarnings.Of(papers, check.At, watch))
                .Where(f => f.Turn == WarningTurn.Trips
                    || open.Contains(MonthWatchState.WarningIdOf(month.EntityId, f.Indicator, f.Level))),
        ];
    }

    private async Task<ImmutableArray<EarlierFault>> EarlierAsync(
        RecordedEvent happened, MonthRef month, ScoringScheme scheme, CancellationToken cancellationToken)
    {
        var orders = new List<OrderFact>();
        foreach (var key in EarlierFaults.MonthsOf(scheme, month.StartsAt, zone))
        {
            var before = MonthRef.Of(month.ContractorId, month.ContractorCode, key, zone);
            orders.AddRange((await rows.FactsAsync(
                happened.Key.Tenant, before, happened.Position, cancellationToken)).Orders);
        }

        return EarlierFaults.Of(orders, scheme, month.StartsAt);
    }

    private async Task<IEnumerable<ExpiringPaper>> PapersAsync(
        string tenant, MonthCheckDue check, CancellationToken cancellationToken)
    {
        var month = check.Month;
        var papers = await rows.PapersAsync(tenant, month.ContractorId, check.At, cancellationToken);
        var lots = await register.LotsOfAsync(tenant, month.ContractorId, cancellationToken);
        // What ended before the month is no news of it.
        return papers.Concat(lots.SelectMany(ExpiringPapers.Of)).Where(p => p.EndsAt > month.StartsAt);
    }
}
