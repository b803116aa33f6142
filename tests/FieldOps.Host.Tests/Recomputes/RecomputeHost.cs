using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>A database with archived orders of one contractor, and hosts that come and go on it.</summary>
public sealed class RecomputeHost : IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2024, 2, 5, 4, 0, 0, TimeSpan.Zero);
    public static readonly Guid Contractor = ContractorIds.Contractor("default", "REC");

    /// <summary>Who takes over what REC leaves.</summary>
    public static readonly Guid Heir = ContractorIds.Contractor("default", "HEI");

    private static readonly Assignee s_lead = new(Contractor, "REC", false, null);
    private static readonly Assignee s_heir = new(Heir, "HEI", false, null);
    private static readonly Actor s_heirWorker = new("w-2", ActorRoles.FieldWorker, Heir);
    private static readonly Actor s_worker = new("w-1", ActorRoles.FieldWorker, Contractor);
    private static readonly SlaPolicy s_limits = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
    private static readonly WorkOrderRules s_rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");

    private TestDatabase _database = null!;
    private FieldOpsHost _host = null!;
    private HttpClient Client { get; set; } = null!;
    private int _keys;

    public IServiceProvider Services => _host.Services;

    public string Database => _database.ConnectionString;

    public DateTimeOffset Now => Services.GetRequiredService<IAppClock>().Now;

    public static Guid Id(string name) => NameBasedId.Of(Guid.Empty, name);

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        await StartAsync(Start, pageOrders: 10_000);
        await SendAsync(
            "/contractors",
            new { code = "REC", kind = "contractor", nameZh = "重算", nameEn = "Recompute", organisation = "REC" },
            "manager");
        await SendAsync(
            "/contractors",
            new { code = "HEI", kind = "contractor", nameZh = "接任", nameEn = "Heir", organisation = "HEI" },
            "manager");
        await SendAsync(
            "/lots",
            new
            {
                code = "LOT-REC",
                terms = new
                {
                    nameZh = "一标", nameEn = "Lot", assetClasses = new[] { "local-backbone" },
                    areas = new[] { "Shanghai/*" }, workKinds = new[] { "*" }, pilot = false, mode = "whole",
                    shares = new[] { new { contractorCode = "REC", sharePercent = 100 } }, openOrdersMax = 30,
                    effectiveFrom = "2024-01-01T00:00:00+08:00", monthlyFeeCny = 100_000m,
                },
            },
            "manager");
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        await _database.DisposeAsync();
    }

    public async Task StartAsync(DateTimeOffset start, int pageOrders)
    {
        _host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = Database,
            Urls = "http://127.0.0.1:0",
            SimulatedStart = start,
            Quiet = true,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["FieldOps:Assessment:RecomputePageOrders"] = $"{pageOrders}",
            },
        });
        Client = new HttpClient { BaseAddress = _host.Address };
    }

    public async Task StopAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>Another process on the same database.</summary>
    public async Task RestartAsync(int pageOrders)
    {
        var now = Now;
        await StopAsync();
        await StartAsync(now, pageOrders);
    }

    private async Task RefusedPauseAsync(string order)
    {
        await AskAsync(
            order,
            new RequestSuspension(
                PauseReason.AccessDenied, Now.AddMinutes(-60), Now.AddMinutes(-1), ["sha256:1"], null, ""),
            s_worker);
        await AskAsync(order, new DecideSuspension(1, false, "no"), new Actor("d-1", ActorRoles.Dispatcher));
    }

    /// <summary>Orders that are restored after some minutes, replied, verified and archived.</summary>
    public async Task OrdersAsync(string name, int count, double restoredAfter, bool refusedPause = false)
    {
        var zero = Now;
        var orders = Enumerable.Range(1, count).Select(n => $"{name}-{n}").ToArray();
        foreach (var order in orders)
        {
            await AskAsync(order, Create(order, zero), Actor.System);
            await AskAsync(order, new AcceptOrder(new Claimed(zero)), s_worker);
        }

        await AdvanceAsync(zero.AddMinutes(restoredAfter));
        foreach (var order in orders)
        {
            if (refusedPause)
            {
                await RefusedPauseAsync(order);
            }

            await AskAsync(
                order, new ReportMilestone(MilestoneKind.ServiceRestored, new Claimed(Now), Permanent: true), s_worker);
            await AskAsync(order, new ReplyToOrder(Reply()), s_worker);
            var reviewer = new Actor("q-1", ActorRoles.QaReviewer);
            await AskAsync(order, new VerifyReply(Attributions.ContractorScope, ""), reviewer);
            await AskAsync(order, new ArchiveOrder(), reviewer);
        }

        await SettledAsync();
    }

    /// <summary>
    /// An order that REC restores after some minutes, of which a pause took one that was refused, and leaves to HEI,
    /// which replies it.
    /// </summary>
    public async Task HandedOverAsync(string order, double restoredAfter)
    {
        var zero = Now;
        await AskAsync(order, Create(order, zero), Actor.System);
        await AskAsync(order, new AcceptOrder(new Claimed(zero)), s_worker);
        await AdvanceAsync(zero.AddMinutes(restoredAfter));
        await RefusedPauseAsync(order);
        await AskAsync(
            order, new ReportMilestone(MilestoneKind.ServiceRestored, new Claimed(Now), Permanent: true), s_worker);
        await AskAsync(order, new HandOverOrder(Contractor, "REC", []), Actor.System);
        await AskAsync(order, new DispatchOrder(Choice(s_heir)), new Actor("d-1", ActorRoles.Dispatcher));
        await AskAsync(order, new AcceptOrder(new Claimed(Now)), s_heirWorker);
        await SettledAsync();
    }

    /// <summary>HEI replies what REC restored, and it is archived.</summary>
    public async Task ArchivedByHeirAsync(string order)
    {
        var reviewer = new Actor("q-1", ActorRoles.QaReviewer);
        await AskAsync(order, new ReplyToOrder(Reply()), s_heirWorker);
        await AskAsync(order, new VerifyReply(Attributions.ContractorScope, ""), reviewer);
        await AskAsync(order, new ArchiveOrder(), reviewer);
        await SettledAsync();
    }

    /// <summary>Approved by who did not see what a declared event says by then.</summary>
    public async Task ApprovedUnseenAsync(Guid recompute, string digest)
    {
        var context = new AskContext(new Actor("h-1", ActorRoles.DepartmentHead), Id("unseen " + digest));
        (await Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", RecomputeEntity.TypeName, recompute), new ApproveRecompute(digest), context,
            CancellationToken.None)).ShouldBeOfType<Answer.Accepted>();
    }

    /// <summary>Time goes on.</summary>
    public Task PassAsync(double minutes) => AdvanceAsync(Now.AddMinutes(minutes));

    /// <summary>The next version of the default matrix, with another limit for backbones.</summary>
    public async Task<int> PolicyAsync(int minutes, string clock = "restore")
    {
        var line = await ReadAsync("/policies/sla/default");
        var last = line.GetProperty("versions").EnumerateArray().Last();
        var version = last.GetProperty("version").GetInt32() + 1;
        var content = await ReadAsync($"/policies/sla/default/versions/{version - 1}");
        var document = JsonNode.Parse(content.GetProperty("document").GetRawText())!;
        document["version"] = version;
        document["effectiveFrom"] = Now.AddYears(version).ToString("O");
        foreach (var limit in document["lines"]!.AsArray()
            .Single(l => l!["assetClasses"]!.AsArray().Any(c => c!.GetValue<string>() == "local-backbone")
                && l["workKinds"]!.AsArray().Any(k => k!.GetValue<string>() == "repair"))!["limits"]!.AsArray())
        {
            if (limit!["clock"]!.GetValue<string>() == clock)
            {
                limit["minutes"]!["U"] = minutes;
            }
        }

        var drafted = await SendAsync(
            "/policies/sla/default/draft", new { document, note = "test" }, "operations-manager", HttpMethod.Put);
        var digest = drafted.GetProperty("draft").GetProperty("digest").GetString();
        await SendAsync("/policies/sla/default:approve", new { version, digest }, "department-head");
        await SettledAsync();
        return version;
    }

    public Task SettledAsync() => Services.GetRequiredService<IFeedProgress>().WaitAllAsync(CancellationToken.None);

    public async Task<JsonElement> SendAsync(string path, object body, string role, HttpMethod? method = null)
    {
        var response = await TryAsync(path, body, role, method);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.JsonAsync();
    }

    public Task<HttpResponseMessage> TryAsync(string path, object body, string role, HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, "/api/v1" + path)
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", $"key-{Interlocked.Increment(ref _keys)}");
        request.Headers.Add("X-Actor", role + "-1");
        request.Headers.Add("X-Role", role == "manager" ? "contractor-manager" : role);
        return Client.SendAsync(request);
    }

    public Task<JsonElement> ReadAsync(string path) => ReadAsync(path, null);

    /// <summary>As a field worker of a contractor; null: as the operator.</summary>
    public async Task<JsonElement> ReadAsync(string path, Guid? contractor)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
        if (contractor is { } of)
        {
            request.Headers.Add("X-Role", "field-worker");
            request.Headers.Add("X-Contractor", of.ToString("D"));
        }

        var response = await Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    /// <summary>The recompute, once it is as wanted.</summary>
    public async Task<JsonElement> UntilAsync(Guid id, Func<JsonElement, bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var now = await ReadAsync($"/sla-recomputes/{id}");
            if (isSo(now))
            {
                return now;
            }

            patience.Token.IsCancellationRequested.ShouldBeFalse(now.ToString());
        }
    }

    public Task<JsonElement> UntilAsync(Guid id, string status) =>
        UntilAsync(id, r => r.GetProperty("status").GetString() == status);

    public Task<EntitySnapshot> OrderAsync(string order) => Services.GetRequiredService<IEntities>().ReadAsync(
        new EntityKey("default", WorkOrderEntity.TypeName, Id(order)), CancellationToken.None);

    /// <summary>How long before the making of an order its rules were asked for.</summary>
    public static TimeSpan RulesBefore { get; } = TimeSpan.FromMinutes(90);

    private Task AdvanceAsync(DateTimeOffset to) =>
        Services.GetRequiredService<IClockDriver>().AdvanceAsync(to, CancellationToken.None);

    // As of tickets that waited: their rules were asked for when they were raised.
    private static CreateOrder Create(string order, DateTimeOffset occurred)
    {
        var asset = new AssetFacts(
            Id("segment-" + order), "line-segment", "SEG-" + order, "浦东三环", "local-backbone", "U", "Shanghai",
            "Pudong", null, []);
        return new CreateOrder(
            Id(order), "GD-" + order, null, asset, "repair", "major", "lossOfSignal", "down", occurred, null,
            s_limits.TermsFor(asset.AssetClass, asset.AreaClass, "major", "repair", null).Terms!,
            s_rules.Pin(asset.EntityType, "repair"),
            Choice(s_lead))
        {
            RulesAt = occurred - RulesBefore,
        };
    }

    private static DispatchChoice Choice(Assignee party) => new(
        party, DispatchReasons.OnlyCandidate,
        new ScopeVerdict("seed-0", 1, "local-fibre", ScopeOutcomes.Allowed, "test"), []);

    private static ReplyForm Reply() => new()
    {
        Phenomenon = "loss", FaultType = "cut", Measures = "spliced", Responsible = "p-7", BreakAddress = "here",
        BreakReason = "works",
    };

    private async Task AskAsync(string order, ICommand command, Actor by)
    {
        var context = new AskContext(by, Id("command-" + Interlocked.Increment(ref _keys)));
        var answer = await Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", WorkOrderEntity.TypeName, Id(order)), command, context, CancellationToken.None);
        (answer as Answer.Refused)?.Refusal.ToString().ShouldBeNull();
        answer.ShouldBeOfType<Answer.Accepted>();
    }
}
