using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment.Suspensions;

/// <summary>
/// Weighs a contractor's year whenever one of its sheets becomes final, is corrected or is taken back; and suspends the
/// cooperation once the department head has confirmed what was proposed.
/// </summary>
internal sealed class SuspensionReactor(AssessmentRows rows, StandingYears years) : Reactor
{
    public const string ReactorName = "suspensions-weighed";

    // Who has left or is blacklisted needs no suspension.
    private static readonly ImmutableHashSet<string> s_final = [ContractorRefusals.StandingFinal];

    private readonly Dictionary<long, (EntityKey Target, WeighSuspension Command)> _weighed = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "contractor-month.sheet-confirmed.v1", "contractor-month.sheet-approved.v1",
        "contractor-month.sheet-published.v1", "contractor-month.settled.v1", "contractor-month.reopened.v1",
        "contractor-month.correction-computed.v1", "suspension.confirmed.v1",
    ];

    public override ImmutableArray<string> ReadsFrom => [AssessmentProjection.Schema, PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _weighed.Clear();
        foreach (var happened in batch.Where(e => e.Key.Type == MonthRef.EntityType))
        {
            if (await rows.MonthAsync(happened.Key.Tenant, happened.Key.Id, cancellationToken) is { } stored
                && await WeighAsync(happened.Key.Tenant, stored.Month.Row, cancellationToken) is { } weighed)
            {
                _weighed[happened.Position] = weighed;
            }
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        SuspensionConfirmed e => [Suspend(happened, e)],
        _ when _weighed.TryGetValue(happened.Position, out var weighed) =>
            [new Reaction(weighed.Target, weighed.Command)],
        _ => [],
    };

    private static Reaction Suspend(RecordedEvent happened, SuspensionConfirmed e)
    {
        var results = string.Join(", ", e.Grounds.Results.Select(r =>
            string.Create(CultureInfo.InvariantCulture, $"{r.Month} {r.Score:0.00}")));
        return new Reaction(
            new EntityKey(happened.Key.Tenant, ContractorIds.ContractorType, e.ContractorId),
            new ChangeStanding(
                ContractorStanding.Restricted,
                Fitting($"{e.Year}: {e.Grounds.ReasonZh} / {e.Grounds.ReasonEn} ({results}): {e.Reason}")),
            s_final);
    }

    private static string Fitting(string reason) => reason.Length <= ContractorLimits.ReasonCharactersMax
        ? reason
        : reason[..ContractorLimits.ReasonCharactersMax];

    private async Task<(EntityKey Target, WeighSuspension Command)?> WeighAsync(
        string tenant, MonthRow month, CancellationToken cancellationToken)
    {
        var year = month.Month[..4];
        var (standing, _) = await years.OfAsync(tenant, Actor.System, month.ContractorId, year, cancellationToken);
        if (standing is null || await years.RulesInAsync(tenant, year, cancellationToken) is not { } rules)
        {
            return null;
        }

        // A year counts once it is over: until then its letter is of some months alone.
        var over = rules.Counts == LowestCounts.Months
            || standing.Summary.Months.Any(m => m.Month.EndsWith("-12", StringComparison.Ordinal));
        var grounds = standing.SuspensionPossible && over
            ? new SuspensionGrounds(standing.Lowest, rules.SuspendAfter, standing.ReasonZh, standing.ReasonEn)
            : null;
        return (
            new EntityKey(tenant, SuspensionState.EntityType, SuspensionState.IdOf(month.ContractorId, year)),
            new WeighSuspension(month.ContractorId, month.ContractorCode, year, grounds, rules.SuspensionTold));
    }
}
