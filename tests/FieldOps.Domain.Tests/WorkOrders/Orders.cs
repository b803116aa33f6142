using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// One order on a local backbone segment (330 minutes), one on a station, and the people around them.
/// </summary>
internal static class Orders
{
    public static readonly WorkOrderEntity Entity = new();
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    public static readonly SlaPolicy Sla = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
    public static readonly WorkOrderRules Rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");

    public static readonly Guid OrderId = Id("order");
    public static readonly Assignee Alpha = new(Id("alpha"), "ALPHA", false, Id("lot"));
    public static readonly Assignee Beta = new(Id("beta"), "BETA", false, Id("lot"));
    public static readonly Assignee House = new(Id("house"), "HOUSE", true, null);

    public static readonly Actor Dispatcher = new("d-1", ActorRoles.Dispatcher);
    public static readonly Actor Reviewer = new("q-1", ActorRoles.QaReviewer);
    public static readonly Actor Worker = new("w-1", ActorRoles.FieldWorker, Alpha.ContractorId);
    public static readonly Actor Foreman = new("f-1", ActorRoles.ContractorDispatcher, Alpha.ContractorId);
    public static readonly Actor BetaWorker = new("w-2", ActorRoles.FieldWorker, Beta.ContractorId);

    public static readonly ScopeVerdict Allowed =
        new("seed-0", 1, "local-fibre", ScopeOutcomes.Allowed, "default (ours)");

    public static readonly ReplyForm GoodReply = new()
    {
        Phenomenon = "Loss of signal",
        FaultType = "cut-by-works",
        Measures = "Spliced 48 cores",
        Responsible = "p-7",
        BreakAddress = "Century Avenue 100",
        BreakReason = "Excavation",
        Evidence = ["sha256:1"],
    };

    public static Guid Id(string name) => NameBasedId.Of(Guid.Empty, name);

    public static DateTimeOffset At(double minutes) => Start.AddMinutes(minutes);

    public static Claimed Claim(double minutes) => new(At(minutes));

    public static AssetFacts Segment(params string[] tags) => new(
        Id("segment"), "line-segment", "SEG-1", "Pudong ring 3", "local-backbone", "U", "Shanghai", "Pudong", null,
        [.. tags]);

    public static AssetFacts Station(int? battery = 240) => new(
        Id("station"), "base-station", "ST-1", "Lujiazui 3", "station-b", "S", "Shanghai", "Pudong", battery, []);

    public static DispatchChoice To(Assignee? assignee, ScopeVerdict? scope = null, string verdict = "chosen") => new(
        assignee,
        assignee is null ? DispatchReasons.NoLot : DispatchReasons.OnlyCandidate,
        scope ?? Allowed,
        assignee is null
            ? []
            : [new CandidateVerdict(assignee.ContractorId, assignee.ContractorCode, assignee.LotId, verdict, 100m, 3)]);

    public static CreateOrder Create(
        AssetFacts? asset = null, string workKind = "repair", DispatchChoice? choice = null, string? alarm = "alarm-1")
    {
        var on = asset ?? Segment();
        return new CreateOrder(
            OrderId, "GD-20240301-00001", new TicketRef(Id("ticket"), "GZ-20240301-00001"), on, workKind, "major",
            "lossOfSignal", "Ring 3 is down", At(-5), alarm,
            Sla.TermsFor(on.AssetClass, on.AreaClass, "major", workKind, on.BatteryMinutes).Terms!,
            Rules.Pin(on.EntityType, workKind), choice ?? To(Alpha));
    }

    /// <summary>A new order, dispatched at minute 0.</summary>
    public static Given<WorkOrderState> Dispatched(CreateOrder? create = null) =>
        Decisions.Given(Entity).When(create ?? Create(), Actor.System, Start).Next();

    public static Given<WorkOrderState> Queued() => Dispatched(Create(choice: To(null)));

    public static Given<WorkOrderState> Accepted(double minute = 5, CreateOrder? create = null) =>
        Dispatched(create).When(new AcceptOrder(Claim(minute)), Worker, At(minute)).Next();

    public static Given<WorkOrderState> Restored(double minute, bool permanent = false, CreateOrder? create = null) =>
        Accepted(5, create).Reach(MilestoneKind.ServiceRestored, minute, permanent);

    public static Given<WorkOrderState> Replied(double restored = 200, bool permanent = true) =>
        Restored(restored, permanent).When(new ReplyToOrder(GoodReply), Worker, At(restored + 60)).Next();

    public static Given<WorkOrderState> Verified() => Replied()
        .When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(400)).Next();

    public static Given<WorkOrderState> Archived() => Verified().When(new ArchiveOrder(), Dispatcher, At(500)).Next();

    public static Given<WorkOrderState> Reach(
        this Given<WorkOrderState> given, MilestoneKind kind, double minute, bool permanent = false) =>
        given.When(new ReportMilestone(kind, Claim(minute), permanent), Worker, At(minute)).Next();

    public static RequestSuspension Pause(
        double from, double? until = null, PauseReason reason = PauseReason.AccessDenied, string? eventId = null) =>
        new(reason, At(from), until is { } to ? At(to) : null, ["sha256:photo"], eventId, "Landlord refuses entry");

    public static ClockResult Clock(this Given<WorkOrderState> given, ClockKind clock, double now) =>
        OrderClocks.Of(given.State, At(now)).Single(c => c.Clock == clock);

    public static ImmutableArray<string> DueAt(this Given<WorkOrderState> given) =>
        [.. given.Deadlines.OrderBy(d => d.DueAt).Select(d => $"{d.Kind} {(d.DueAt - Start).TotalMinutes:0.#####}")];
}
