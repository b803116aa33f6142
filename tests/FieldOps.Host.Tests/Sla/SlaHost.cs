using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Whole;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Testing;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Sla;

/// <summary>The whole host on a simulated clock, and a hand to lead orders through their lives.</summary>
public sealed class SlaHost : WholeHost
{
    /// <summary>16:00 of the last day of February in Shanghai: minute 480 and after belong to March.</summary>
    public static readonly DateTimeOffset Start = new(2024, 2, 29, 8, 0, 0, TimeSpan.Zero);

    public static readonly Assignee Alpha = new(Id("alpha"), "ALPHA", false, null);
    public static readonly Assignee Beta = new(Id("beta"), "BETA", false, null);

    private static readonly Actor Reviewer = new("q-1", ActorRoles.QaReviewer);
    private static readonly SlaPolicy Limits = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
    private static readonly WorkOrderRules Rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");

    private int _commands;
    private DateTimeOffset _zero = Start;

    protected override DateTimeOffset? SimulatedStart => Start;

    public static Guid Id(string name) => NameBasedId.Of(Guid.Empty, name);

    /// <summary>Counts minutes from now on, for the next test on the same host.</summary>
    public void BeginHere() => _zero = Services.GetRequiredService<IAppClock>().Now;

    public Task ToMinuteAsync(double minute) =>
        Services.GetRequiredService<IClockDriver>().AdvanceAsync(_zero.AddMinutes(minute), CancellationToken.None);

    public Task CreateAsync(string tenant, string order, Assignee? lead, double occurred, string? number = null)
    {
        var asset = new AssetFacts(
            Id("segment"), "line-segment", "SEG-1", "浦东三环", "local-backbone", "U", "Shanghai", "Pudong", null, []);
        var create = new CreateOrder(
            Id(order), number ?? "GD-" + order, null, asset, "repair", "major", "lossOfSignal", "down",
            _zero.AddMinutes(occurred), "alarm-" + order,
            Limits.TermsFor(asset.AssetClass, asset.AreaClass, "major", "repair", null).Terms!,
            Rules.Pin(asset.EntityType, "repair"),
            new DispatchChoice(
                lead, lead is null ? DispatchReasons.NoLot : DispatchReasons.OnlyCandidate,
                new ScopeVerdict("seed-0", 1, "local-fibre", ScopeOutcomes.Allowed, "test"), []));
        return AskAsync(tenant, order, create, Actor.System);
    }

    public Task AcceptAsync(string tenant, string order, Assignee lead) =>
        AskAsync(tenant, order, new AcceptOrder(Now()), Worker(lead));

    public Task PauseAsync(string tenant, string order, Assignee lead) => AskAsync(
        tenant, order,
        new RequestSuspension(PauseReason.AccessDenied, Now().ClaimedAt, null, ["sha256:1"], null, ""), Worker(lead));

    public Task ResumeAsync(string tenant, string order, Assignee lead) =>
        AskAsync(tenant, order, new ResumeOrder(Now()), Worker(lead));

    public Task RestoreAsync(string tenant, string order, Assignee lead) => AskAsync(
        tenant, order, new ReportMilestone(MilestoneKind.ServiceRestored, Now(), Permanent: true), Worker(lead));

    public Task ClearAlarmAsync(string tenant, string order, double raised, double cleared) => AskAsync(
        tenant, order,
        new RecordAlarmClear("alarm-" + order, _zero.AddMinutes(raised), _zero.AddMinutes(cleared)), Actor.System);

    public Task ApproveAsync(string tenant, string order, int pause) => AskAsync(
        tenant, order, new DecideSuspension(pause, true, "seen"), new Actor("d-1", ActorRoles.Dispatcher));

    public Task CancelAsync(string tenant, string order) =>
        AskAsync(tenant, order, new CancelOrder("duplicate"), new Actor("d-1", ActorRoles.Dispatcher));

    public async Task ArchiveAsync(string tenant, string order, Assignee lead, string attribution)
    {
        var reply = new ReplyForm
        {
            Phenomenon = "loss", FaultType = "cut", Measures = "spliced", Responsible = "p-7", BreakAddress = "here",
            BreakReason = "works",
        };
        await AskAsync(tenant, order, new ReplyToOrder(reply), Worker(lead));
        await AskAsync(tenant, order, new VerifyReply(attribution, ""), Reviewer);
        await AskAsync(tenant, order, new ArchiveOrder(), Reviewer);
    }

    /// <summary>The answer of a read, after all consumers have come to the end of the log.</summary>
    public async Task<JsonElement> ReadAsync(string tenant, string path, params (string Name, string Value)[] headers)
    {
        await Services.GetRequiredService<Platform.Feed.IFeedProgress>().WaitAllAsync(CancellationToken.None);
        var response = await GetAsync(path, [("X-Tenant", tenant), .. headers]);
        var body = await response.JsonAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body.ToString());
        return body;
    }

    private static Actor Worker(Assignee lead) => new("w-1", ActorRoles.FieldWorker, lead.ContractorId);

    private Claimed Now() => new(Services.GetRequiredService<IAppClock>().Now);

    private async Task AskAsync(string tenant, string order, ICommand command, Actor by)
    {
        var context = new AskContext(by, Id("command-" + Interlocked.Increment(ref _commands)));
        var answer = await Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey(tenant, WorkOrderEntity.TypeName, Id(order)), command, context, CancellationToken.None);
        (answer as Answer.Refused)?.Refusal.ToString().ShouldBeNull();
        answer.ShouldBeOfType<Answer.Accepted>();
    }
}
