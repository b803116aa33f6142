using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Assessment.Contracts;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment.Suspensions;

/// <summary>
/// Weighs a contractor's year, and the later ones that count it, whenever one of its sheets becomes final, is corrected
/// or is taken back, or its annual assessment is approved, and all its years when it goes or comes back; and suspends
/// the cooperation once the department head has confirmed what was proposed.
/// </summary>
internal sealed class SuspensionReactor(AssessmentRows rows, StandingYears years) : Reactor
{
    public const string ReactorName = "suspensions-weighed";

    // Who has left or is blacklisted needs no suspension.
    private static readonly ImmutableHashSet<string> s_final = [ContractorRefusals.StandingFinal];

    private readonly Dictionary<long, List<Reaction>> _weighed = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
        MonthStatuses.FinalResultEvents.Union(
            ["suspension.confirmed.v1", "contractor.standing-changed.v1", "annual-assessment.approved.v1"]);

    public override ImmutableArray<string> ReadsFrom => 
        [AssessmentProjection.Schema, ContractCopies.Schema, PolicyShelf.Projection];

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
                _weighed[happened.Position] = await WeighAsync(
                    happened, month.ContractorId, month.ContractorCode, [month.Month[..4]], cancellationToken);
            }
        }

        foreach (var happened in batch)
        {
            // Who is gone is not proposed; what its results allow is, once it is back.
            if (happened.Body is ContractorStandingChanged e && IsGone(e.From) != IsGone(e.To))
            {
                var own = await years.ScoredAsync(happened.Key.Tenant, e.ContractorId, cancellationToken);
                _weighed[happened.Position] = await WeighAsync(
                    happened, e.ContractorId, e.Code, own, cancellationToken);
            }
            else if (happened.Body is AnnualApproved { Year: var year })
            {
                _weighed[happened.Position] = await WeighAsync(
                    happened, year.ContractorId, year.ContractorCode, [year.Year], cancellationToken);
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

    private static bool IsGone(ContractorStanding? standing) =>
        standing is ContractorStanding.Exited or ContractorStanding.Blacklisted;

    // The years of which something changed, and those after them that count these.
    private async Task<List<Reaction>> WeighAsync(
        RecordedEvent happened,
        Guid contractor,
        string code,
        IReadOnlyCollection<string> changed,
        CancellationToken cancellationToken)
    {
        var tenant = happened.Key.Tenant;
        var isGone = IsGone((await rows.ContractorAsync(tenant, contractor, cancellationToken))?.Standing);
        var weighed = new List<Reaction>();
        foreach (var (year, rules) in await years.TouchedByAsync(tenant, changed, cancellationToken))
        {
            var (standing, _) = await years.OfAsync(tenant, Actor.System, contractor, year, cancellationToken);
            if (standing is not null && (!standing.Summary.Months.IsEmpty || changed.Contains(year)))
            {
                weighed.Add(new Reaction(
                    new EntityKey(tenant, SuspensionState.EntityType, SuspensionState.IdOf(contractor, year)),
                    new WeighSuspension(
                        contractor, code, year, isGone ? null : standing.GroundsUnder(rules), rules.SuspensionTold,
                        happened.Position, years.ProposedUntil(standing, rules))));
            }
        }

        return weighed;
    }
}
