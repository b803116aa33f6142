using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla.Recomputes;

/// <summary>Asked for by one person, tried out, approved by another, applied.</summary>
public sealed class RecomputeEntityTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/Sla/Recomputes/golden";
    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    private static readonly DateTimeOffset s_now = new(2024, 5, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly Actor s_manager = new("m-1", ActorRoles.OperationsManager);
    private static readonly Actor s_head = new("h-1", ActorRoles.DepartmentHead);
    private static readonly Guid s_id = NameBasedId.Of(Guid.Empty, "recompute");
    private static readonly RecomputeTotals s_totals = new(1_000, 200, 30, 4, 1, 12, 9, -1_250.50m);

    private static readonly RequestRecompute s_wish = new(
        s_id,
        "Contract of 1 April",
        new RecomputeScope(
            s_now.AddDays(-60), s_now, [NameBasedId.Of(Guid.Empty, "alpha")], ["station-vip"],
            new RuleVersion("default", 1)),
        new RecomputeChange(
            new RuleVersion("default", 2),
            [new RuleVersion("china-office", 2)],
            [
                new OrderChange(
                    NameBasedId.Of(Guid.Empty, "order"), new OrderCorrection("minor", "S", ["circuit-aaa"]),
                    [new PauseRuling(1, true)])
                {
                    Outside = new OutsideChange(
                        [
                            new WindowRuling(
                                NameBasedId.Of(Guid.Empty, "flood"), "flood-7", PauseReason.ForceMajeure,
                                s_now.AddDays(-3), s_now.AddDays(-2), true),
                        ],
                        [ClockKind.Arrive],
                        [ClockKind.Report]),
                },
            ]));

    [Fact]
    public void Recompute_FromRequestToApplied()
    {
        var ready = Requested().When(new RecordDryRun(s_totals, "d1"), s_now).Next();
        ready.State.Status.ShouldBe(RecomputeStatus.Ready);
        ready.When(new ApproveRecompute("d1"), s_manager, s_now).ThenRefused(RecomputeRefusals.SamePerson);
        ready.When(new ApproveRecompute("d0"), s_head, s_now).ThenRefused(RecomputeRefusals.DigestChanged);

        var approved = ready.When(new ApproveRecompute("d1"), s_head, s_now).Next();
        approved.When(new ApproveRecompute("d1"), s_head, s_now).ThenNothing();
        approved.When(new RecordDryRun(s_totals, "d2"), s_now).ThenNothing();

        var applied = approved.When(new RecordApplied(199, 1), s_now.AddHours(1)).Next();
        (applied.State.Status, applied.State.Applied, applied.State.Skipped, applied.State.ApprovedBy)
            .ShouldBe((RecomputeStatus.Applied, 199, 1, "h-1"));
        applied.When(new CancelRecompute("late"), s_head, s_now).ThenRefused(RecomputeRefusals.Ended);
    }

    [Fact]
    public void Recompute_CancelledWhileItRuns_AppliesNothingMore()
    {
        var cancelled = Requested().When(new CancelRecompute("wrong scope"), s_head, s_now).Next();

        cancelled.When(new RecordDryRun(s_totals, "d1"), s_now).ThenNothing();
        cancelled.When(new ApproveRecompute("d1"), s_head, s_now).ThenRefused(RecomputeRefusals.NotReady);
        Requested().When(new CancelRecompute(" "), s_head, s_now).ThenRefused(RecomputeRefusals.ReasonMissing);
    }

    [Fact]
    public void Request_ThatSaysNothing_OrTooMuch_IsRefused()
    {
        var nothing = s_wish.Change with { SlaPolicy = null, Calendars = [], Orders = [] };
        Refused(s_wish with { Reason = "" }, RecomputeRefusals.ReasonMissing);
        Refused(s_wish with { Change = nothing }, RecomputeRefusals.ChangeEmpty);
        Refused(
            s_wish with { Change = nothing with { Orders = [new OrderChange(s_id, OrderCorrection.None, [])] } },
            RecomputeRefusals.ChangeEmpty);
        Refused(
            s_wish with { Change = s_wish.Change with { Orders = [.. s_wish.Change.Orders, .. s_wish.Change.Orders] } },
            RecomputeRefusals.TooManyOrders);
        Refused(
            s_wish with { Scope = s_wish.Scope with { To = s_wish.Scope.From } }, RecomputeRefusals.ScopeInvalid);
        Refused(
            s_wish with { Scope = s_wish.Scope with { To = s_wish.Scope.From.AddDays(1_101) } },
            RecomputeRefusals.ScopeInvalid);
        Requested().When(s_wish, s_manager, s_now).ThenRefused(RecomputeRefusals.Exists);
    }

    [Theory]
    [InlineData(ActorRoles.Dispatcher, null)]
    [InlineData(ActorRoles.OperationsManager, "7a1d7f0e-0b8e-4a54-8a0a-000000000001")]
    public void Request_ByOthers_IsRefused(string role, string? contractor)
    {
        var by = new Actor("x", role, contractor is null ? null : Guid.Parse(contractor));
        Decisions.Given(new RecomputeEntity()).When(s_wish, by, s_now)
            .ThenRefused(ActorRefusals.RoleNotAllowed);
        Requested().When(new RecordApplied(1, 0), s_head, s_now).ThenRefused(ActorRefusals.RoleNotAllowed);
        Decisions.Given(new RecomputeEntity()).When(new ApproveRecompute("d"), s_head, s_now)
            .ThenRefused(RecomputeRefusals.Unknown);
    }

    public static TheoryData<string> Names => [.. new RecomputeEntity().Events.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsWrittenAndReadAsItsGoldenFile(string name)
    {
        var type = new RecomputeEntity().Events[name];
        var example = Examples().Single(e => e.GetType() == type);

        RepoFiles.ShouldMatchGolden($"{Folder}/{name}.json", Written(example));

        var stored = File.ReadAllText(Path.Combine(RepoFiles.Root, Folder, $"{name}.json"));
        Written((IEvent)JsonSerializer.Deserialize(stored, type, PlatformJson.Options)!).ShouldBe(stored.TrimEnd());
    }

    private static IEnumerable<IEvent> Examples() =>
    [
        new RecomputeRequested(s_id, s_wish.Reason, s_wish.Scope, s_wish.Change, "m-1", s_now),
        new RecomputeDryRunFinished(s_totals, "d1", s_now),
        new RecomputeApproved("d1", "h-1", s_now),
        new RecomputeApplied(199, 1, s_now),
        new RecomputeCancelled("wrong scope", "h-1", s_now),
    ];

    private static Given<RecomputeState> Requested() =>
        Decisions.Given(new RecomputeEntity()).When(s_wish, s_manager, s_now).Next();

    private static void Refused(RequestRecompute wish, string code) =>
        Decisions.Given(new RecomputeEntity()).When(wish, s_manager, s_now).ThenRefused(code);

    private static string Written(IEvent happened) => JsonSerializer.Serialize(
        JsonSerializer.SerializeToElement(happened, happened.GetType(), PlatformJson.Options), s_indented);
}
