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
/// Weighs a contractor's year, and the later ones that count it, whenever one of its sheets becomes final, is corrected
/// or is taken back; and suspends the cooperation once the department head has confirmed what was proposed.
/// </summary>
internal sealed class SuspensionReactor(AssessmentRows rows, StandingYears years) : Reactor
{
    public const string ReactorName = "suspensions-weighed";

    // Who has left or is blacklisted needs no suspension.
    private static readonly ImmutableHashSet<string> s_final = [ContractorRefusals.StandingFinal];

    private readonly Dictionary<long, List<Reaction>> _weighed = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
        MonthStatuses.FinalResultEvents.Add("suspension.confirmed.v1");

    public override ImmutableArray<string> ReadsFrom => [AssessmentProjection.Schema, PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _weighed.Clear();
        foreach (var happened in batch.Where(e => e.Key.Type == MonthRef.EntityType))
        {
            // A month that is not final now, and was not opened again by this event, changes nothing; or a later event
            // opened it again, and weighs it itself.
            if (await rows.MonthAsync(happened.Key.Tenant, happened.Key.Id, cancellationToken) is { } stored
                && stored.Month.Row is var month && (month.IsFinal || happened.Body is MonthReopened))
            {
                _weighed[happened.Position] = await WeighAsync(happened, month, cancellationToken);
            }
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        SuspensionConfirmed e => [Suspend(happened, e)],
        _ => _weighed.GetValueOrDefault(happened.Position) ?? [],
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

    private async Task<List<Reaction>> WeighAsync(
        RecordedEvent happened, MonthRow month, CancellationToken cancellationToken)
    {
        var tenant = happened.Key.Tenant;
        var contractor = await rows.ContractorAsync(tenant, month.ContractorId, cancellationToken);
        var hasLeft = contractor?.Standing is ContractorStanding.Exited or ContractorStanding.Blacklisted;
        var weighed = new List<Reaction>();
        foreach (var (year, rules) in await years.TouchedByAsync(tenant, month.Month[..4], cancellationToken))
        {
            var (standing, _) = await years.OfAsync(
                tenant, Actor.System, month.ContractorId, year, cancellationToken);
            if (standing is not null && (!standing.Summary.Months.IsEmpty || year == month.Month[..4]))
            {
                weighed.Add(new Reaction(
                    new EntityKey(tenant, SuspensionState.EntityType, SuspensionState.IdOf(month.ContractorId, year)),
                    new WeighSuspension(
                        month.ContractorId, month.ContractorCode, year,
                        hasLeft ? null : standing.GroundsUnder(rules), rules.SuspensionTold, happened.Position,
                        years.ProposedUntil(year, rules))));
            }
        }

        return weighed;
    }
}
