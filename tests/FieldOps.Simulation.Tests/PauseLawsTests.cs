using System.Text.Json;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Serialization;
using FieldOps.Simulation.Auditing;
using FieldOps.Testing;

namespace FieldOps.Simulation.Tests;

/// <summary>What the auditor makes of pauses at a site of the register.</summary>
public sealed class PauseLawsTests
{
    private static readonly DateTimeOffset s_start = new(2024, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_site = NameBasedId.Of(Guid.Empty, "site");
    private static readonly Assignee s_lead = new(NameBasedId.Of(Guid.Empty, "crew"), "CREW", false, null);
    private static readonly Actor s_worker = new("w-1", ActorRoles.FieldWorker, s_lead.ContractorId);
    private static readonly WorkOrderEntity s_rules = new();

    private readonly List<LogEvent> _events = [];
    private WorkOrderState _state = WorkOrderState.Initial;

    // It may come under the limits once the entry ends; when it was asked for, nobody counted it.
    [Fact]
    public void OpenPause_AtASiteOfTheRegister_AfterAllThatTheLimitsAllow_IsNoFinding()
    {
        Entry(approvedAt: 0, expiresAt: 300);
        Accepted();
        for (var i = 0; i < 3; i++)
        {
            Pause(20 + (i * 10), 25 + (i * 10), null);
        }

        Pause(60, null, new PauseGrounds(At(300), null, HardSiteFrom: At(0)));

        Findings().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(20, "")]
    [InlineData(21, "pause.unlimited-before")]
    public void Pause_ThatAnEntryLiftsBeforeItBegins_IsFound(double approvedAt, string finding)
    {
        Entry(approvedAt, expiresAt: 300);
        Accepted();

        Pause(20, 25, new PauseGrounds(At(300), null));

        string.Join(' ', Findings()).ShouldBe(finding);
    }

    private static DateTimeOffset At(double minutes) => s_start.AddMinutes(minutes);

    private IEnumerable<string> Findings()
    {
        var report = new AuditReport();
        OrderLaws.Judge(
            new LogFile(_events, new Dictionary<long, int>(), [], _events.Count, []),
            new PolicyFiles(StoryFixture.Policies), ChosenRules.Default with { Ladder = null }, report, null);
        return report.Findings.Select(f => f.Code);
    }

    private void Entry(double approvedAt, double expiresAt) => Tell(
        HardSiteEntity.TypeName, 2, HardSiteEntity.IdOf(s_site), "hard-site.approved.v1",
        new HardSiteApproved(s_site, "S", "Dispute", At(expiresAt), "d-1", "m-1", At(approvedAt)), At(approvedAt));

    private void Accepted()
    {
        var terms = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json")
            .TermsFor("station-b", "U", "major", WorkKinds.Repair, null).Terms!;
        var rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v2.json");
        var asset = new AssetFacts(s_site, "base-station", "S", "S", "station-b", "U", "R", "C", null, []);
        Ask(
            new CreateOrder(
                NameBasedId.Of(Guid.Empty, "order"), "GD-1", null, asset, WorkKinds.Repair, "major", "cause", "text",
                At(-5), null, terms, rules.Pin(asset.EntityType, WorkKinds.Repair),
                new DispatchChoice(
                    s_lead, DispatchReasons.OnlyCandidate, new ScopeVerdict("s", 1, "r", ScopeOutcomes.Allowed, "t"),
                    [])),
            Actor.System, 0);
        Ask(new AcceptOrder(new Claimed(At(5))), s_worker, 5);
    }

    private void Pause(double from, double? until, PauseGrounds? grounds) => Ask(
        new RequestSuspension(
            PauseReason.AccessDenied, At(from), until is { } to ? At(to) : null, ["sha256:1"], null, "")
        {
            Grounds = grounds,
        },
        s_worker, 60);

    private void Ask(ICommand command, Actor by, double minutes)
    {
        var decision = s_rules.Decide(_state, command, by, At(minutes));
        decision.Refusal.ShouldBeNull();
        foreach (var happened in decision.Events)
        {
            _state = s_rules.Evolve(_state, happened);
            Tell(
                WorkOrderEntity.TypeName, 1, _state.Origin!.OrderId,
                WorkOrderNames.Events.Single(e => e.Value == happened.GetType()).Key, happened, At(minutes));
        }
    }

    private void Tell(string type, long entity, Guid id, string name, IEvent happened, DateTimeOffset at) =>
        _events.Add(new LogEvent(
            _events.Count + 1, entity, _events.Count(e => e.Entity == entity) + 1, "default", type, id, name,
            JsonSerializer.SerializeToElement(happened, happened.GetType(), PlatformJson.Options), "x",
            NameBasedId.Of(id, $"{_events.Count}"), at));
}
