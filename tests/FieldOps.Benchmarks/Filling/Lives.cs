using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Benchmarks.Filling;

/// <summary>
/// The lives that fill a log: folded once by the real deciders under the packaged rules, then copied.
/// </summary>
internal sealed class Lives
{
    private const string Cause = "antennaFailure";
    private const string Severity = "major";
    private const string AssetClass = "station-b";
    private static readonly Actor s_dispatcher = new("bench", ActorRoles.Dispatcher);
    private static readonly Actor s_reviewer = new("bench-qa", ActorRoles.QaReviewer);
    private static readonly Actor s_worker =
        new("bench-crew", ActorRoles.FieldWorker, LifeTokens.Template.ContractorId);

    private readonly EventCodec _codec;
    private readonly PolicyFolder _policies;

    private Lives(EventCodec codec, PolicyFolder policies, DateTimeOffset now)
    {
        _codec = codec;
        _policies = policies;
        var asset = new Story<AssetState>(new AssetEntity(AssetTypes.BaseStation), codec)
            .Tell(Register(), s_dispatcher, now.AddDays(-30));
        Registered = asset.Chapters[0];
        Closed = Life(asset.State, now.AddDays(-2), isOpen: false);
        Open = Life(asset.State, now.AddMinutes(-30), isOpen: true);
    }

    /// <summary>The asset's first command.</summary>
    public Chapter Registered { get; }

    public OneLife Closed { get; }

    public OneLife Open { get; }

    /// <summary>The codec of the lives' entities.</summary>
    public static EventCodec Codec() => new(
        new EntityCatalog([new AssetEntity(AssetTypes.BaseStation), new WorkOrderEntity(), new ContractorEntity(),
            new ContractLotEntity()]),
        []);

    /// <summary>Folds them, so that the open one is half an hour old now.</summary>
    public static Lives Fold(DateTimeOffset now) =>
        new(Codec(), PolicyFolder.Open(new ConfigurationBuilder().Build()), now);

    /// <summary>An asset as the load reports faults on it.</summary>
    public static AssetProfile Profile(string code, string county) => new(
        code, "基站 " + code, AssetClass, "U", "Bench", county, [], "prefecture-city", new GeoPoint(121.47, 31.23),
        Station: new StationAttributes(180, 2));

    private static RegisterAsset Register()
    {
        var (code, county) = (LifeTokens.Template.AssetCode, LifeTokens.Template.County);
        return new(LifeTokens.Template.AssetId, Profile(code, county), AssetTypes.BaseStation);
    }

    private OneLife Life(AssetState registered, DateTimeOffset start, bool isOpen)
    {
        // The template's ticket has a number that no real one has; the state before it says that many were closed.
        var before = registered with
        {
            Faults = registered.Faults with { TicketCount = LifeTokens.Template.Sequence - 1 },
        };
        var raised = new Story<AssetState>(new AssetEntity(AssetTypes.BaseStation), _codec)
            .From(before).Tell(Report(start), s_dispatcher, start);
        var order = new Story<WorkOrderState>(new WorkOrderEntity(), _codec)
            .Tell(Create(raised.State, start), Actor.System, start)
            .Tell(new AcceptOrder(At(start, 5)), s_worker, start.AddMinutes(5))
            .Tell(Milestone(MilestoneKind.Departed, start, 10), s_worker, start.AddMinutes(10))
            .Tell(Milestone(MilestoneKind.ArrivedOnSite, start, 25), s_worker, start.AddMinutes(25));
        if (isOpen)
        {
            return new(raised.Chapters, order.Chapters, [], order.Deadlines);
        }

        order.Tell(Milestone(MilestoneKind.ServiceRestored, start, 90), s_worker, start.AddMinutes(90))
            .Tell(new ReplyToOrder(Reply()), s_worker, start.AddMinutes(120))
            .Tell(new VerifyReply(Attributions.ContractorScope, string.Empty), s_reviewer, start.AddMinutes(180))
            .Tell(new ArchiveOrder(), s_dispatcher, start.AddMinutes(200));
        var closed = new Story<AssetState>(new AssetEntity(AssetTypes.BaseStation), _codec).From(raised.State).Tell(
            new CloseTicket(LifeTokens.Template.TicketId, LifeTokens.Template.OrderId, "archived"), Actor.System,
            start.AddMinutes(200));
        return new(raised.Chapters, order.Chapters, closed.Chapters, []);
    }

    private ReportFault Report(DateTimeOffset start) => new(
        Severity, Cause, WorkKinds.Repair, "Bench: no service on two cells", "dispatch-centre", start,
        DespiteCutover: false, _policies.Load<AlarmPolicy>("alarms").EffectiveAt("default", start)!.Times);

    private CreateOrder Create(AssetState asset, DateTimeOffset start)
    {
        var facts = asset.Facts()!;
        var terms = _policies.Load<SlaPolicy>("sla").EffectiveAt("default", start)!
            .TermsFor(facts.AssetClass, facts.AreaClass, Severity, WorkKinds.Repair, facts.BatteryMinutes);
        var rules = _policies.Load<WorkOrderRules>("work-order").EffectiveAt("default", start)!;
        var scope = _policies.Load<ScopePolicy>("scope").EffectiveAt("seed-0", start)!.VerdictOn(facts,
            WorkKinds.Repair);
        var life = LifeTokens.Template;
        var assignee = new Assignee(life.ContractorId, life.ContractorCode, InHouse: false, life.LotId);
        var candidate = new CandidateVerdict(life.ContractorId, life.ContractorCode, life.LotId, "chosen", 100m, 3);
        return new(
            life.OrderId, life.OrderNumber, new TicketRef(life.TicketId, life.TicketNumber), facts, WorkKinds.Repair,
            Severity, Cause, "Bench: no service on two cells", start, AlarmId: null, terms.Terms!,
            rules.Pin(facts.EntityType, WorkKinds.Repair),
            new DispatchChoice(assignee, DispatchReasons.OnlyCandidate, scope, [candidate]));
    }

    private static ReplyForm Reply() => new()
    {
        Phenomenon = "Two cells down", FaultType = "antenna-feeder", Measures = "Feeder connector replaced",
        Responsible = "p-7", Evidence = ["sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"],
    };

    private static ReportMilestone Milestone(MilestoneKind kind, DateTimeOffset start, double minutes) =>
        new(kind, At(start, minutes), Permanent: kind == MilestoneKind.ServiceRestored);

    private static Claimed At(DateTimeOffset start, double minutes) => new(start.AddMinutes(minutes));
}

/// <summary>One order from its ticket on.</summary>
/// <param name="Raised">On the asset.</param>
/// <param name="Order">On the order.</param>
/// <param name="Closed">On the asset, at the end; empty while the order is open.</param>
/// <param name="Deadlines">What the order waits for.</param>
internal sealed record OneLife(
    ImmutableArray<Chapter> Raised,
    ImmutableArray<Chapter> Order,
    ImmutableArray<Chapter> Closed,
    ImmutableArray<Deadline> Deadlines);
