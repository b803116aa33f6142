using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Benchmarks.Filling;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;

namespace FieldOps.Benchmarks.Recomputing;

/// <summary>
/// Closed orders of two years, each told by its number alone: as the events that the deciders make of its life, or as
/// its intervals, shifted from one of some hundred lives that were folded once.
/// </summary>
internal sealed class ClosedOrders
{
    private const int Lives = 240;
    private const int Days = 720;
    private const string Severity = "major";

    private readonly PolicyFolder _policies = PolicyFolder.Open(new ConfigurationBuilder().Build());
    private readonly SlaPolicy _sla;
    private readonly WorkOrderRules _rules;
    private readonly DateTimeOffset _begin;
    private readonly OrderIntervals[] _lives;

    public ClosedOrders(DateTimeOffset now)
    {
        _begin = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-Days - 3), TimeSpan.Zero);
        _sla = _policies.Load<SlaPolicy>("sla").All.First(p => p.Id == "default");
        _rules = _policies.Load<WorkOrderRules>("work-order").All.First(p => p.Id == "default");
        _lives = [.. Enumerable.Range(0, Lives).Select(n => OrderIntervals.Of(Tell(n, _begin).State)!)];
    }

    /// <summary>The trouble of the first.</summary>
    public DateTimeOffset Begin => _begin;

    public static EntityKey KeyOf(int n) => new(
        LifeTokens.Tenant, WorkOrderEntity.TypeName,
        NameBasedId.Of(Guid.Empty, "recompute-" + n.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Its life as the log holds it.</summary>
    public ImmutableArray<Chapter> Chapters(int n) => Tell(n, StartOf(n)).Chapters;

    /// <summary>Its intervals.</summary>
    public OrderIntervals Intervals(int n)
    {
        var (life, by) = (_lives[n % Lives], StartOf(n) - _begin);
        var m = life.Milestones;
        return life with
        {
            OrderId = KeyOf(n).Id,
            Number = NumberOf(n),
            ContractorId = PartyOf(n).ContractorId,
            OccurredAt = life.OccurredAt + by,
            RulesAt = life.RulesAt + by,
            Milestones = new ClockMilestones(
                m.DispatchedAt + by, m.AcceptedAt + by, m.ArrivedAt + by, m.RestoredAt + by, m.RepairedAt + by,
                m.MainsFailedAt + by, m.OnLoadAt + by, m.ReportableAt + by, m.RepliedAt + by, m.EndedAt + by),
            Pauses =
            [
                .. life.Pauses.Select(p => p with
                {
                    From = p.From + by, Until = p.Until + by, RequestedAt = p.RequestedAt + by,
                    ContractorId = PartyOf(n).ContractorId,
                    Bound = p.Bound is { } bound ? new PauseSpan(bound.From + by, bound.To + by) : null,
                }),
            ],
        };
    }

    // Days in turn and the minute by number: every month and every contractor gets its share.
    private DateTimeOffset StartOf(int n) => _begin.AddDays(n % Days).AddMinutes(n / Days % 1_200);

    private static LifeTokens PartyOf(int n) => new(
        LifeTokens.Template.AssetCode, LifeTokens.CountyOf(n / 7 % LogFiller.Counties), 0, string.Empty);

    private static string NumberOf(int n) => "GD-R-" + n.ToString("0000000", CultureInfo.InvariantCulture);

    private Story<WorkOrderState> Tell(int n, DateTimeOffset start)
    {
        var life = n % Lives;
        var party = PartyOf(n);
        var worker = new Actor("bench-crew", ActorRoles.FieldWorker, party.ContractorId);
        DateTimeOffset At(int minutes) => start.AddMinutes(minutes);
        var restored = 40 + (life * 3);
        var story = new Story<WorkOrderState>(new WorkOrderEntity(), s_codec)
            .Tell(Create(n, party, start), Actor.System, start)
            .Tell(new AcceptOrder(new Claimed(At(3 + (life % 25)))), worker, At(3 + (life % 25)))
            .Tell(new ReportMilestone(MilestoneKind.ArrivedOnSite, new Claimed(At(35)), false), worker, At(35));
        if (life % 10 == 0)
        {
            story.Tell(
                    new RequestSuspension(
                        PauseReason.AccessDenied, At(36), At(37 + (life / 4)), ["sha256:1"], null, "landlord"),
                    worker, At(38 + (life / 4)))
                .Tell(
                    new DecideSuspension(1, life % 20 == 0, "seen"), new Actor("bench", ActorRoles.Dispatcher),
                    At(39 + (life / 4)));
        }

        var restore = new ReportMilestone(
            MilestoneKind.ServiceRestored, new Claimed(At(restored + 60)), Permanent: true);
        return story.Tell(restore, worker, At(restored + 60))
            .Tell(new ReplyToOrder(s_reply), worker, At(restored + 90))
            .Tell(new VerifyReply(Attributions.ContractorScope, string.Empty), s_reviewer, At(restored + 120))
            .Tell(new ArchiveOrder(), s_reviewer, At(restored + 150));
    }

    private static readonly Platform.Log.EventCodec s_codec = Filling.Lives.Codec();
    private static readonly Actor s_reviewer = new("bench-qa", ActorRoles.QaReviewer);

    private static readonly ReplyForm s_reply = new()
    {
        Phenomenon = "Two cells down", FaultType = "antenna-feeder", Measures = "Feeder connector replaced",
        Responsible = "p-7", Evidence = ["sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"],
    };

    private CreateOrder Create(int n, LifeTokens party, DateTimeOffset start)
    {
        var asset = new AssetFacts(
            NameBasedId.Of(Guid.Empty, "asset-" + (n % 5_000).ToString(CultureInfo.InvariantCulture)), "base-station",
            "BS-R", "基站", "station-b", "U", "Bench", party.County, 180, []);
        var terms = _sla.TermsFor(asset.AssetClass, asset.AreaClass, Severity, WorkKinds.Repair, 180).Terms!;
        return new CreateOrder(
            KeyOf(n).Id, NumberOf(n), null, asset, WorkKinds.Repair, Severity, "antennaFailure", "no service", start,
            null, terms, _rules.Pin(asset.EntityType, WorkKinds.Repair),
            new DispatchChoice(
                new Assignee(party.ContractorId, party.ContractorCode, InHouse: false, party.LotId),
                DispatchReasons.OnlyCandidate,
                new ScopeVerdict("seed-0", 1, "bench", ScopeOutcomes.Allowed, "bench"),
                []));
    }
}
