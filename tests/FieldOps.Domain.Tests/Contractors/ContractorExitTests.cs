using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>Exit kinds, notices and procedure of domain reference 9.1 (seed 3 art. 31-38).</summary>
public sealed class ContractorExitTests
{
    private static readonly DateTimeOffset s_day = new(2024, 11, 30, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_contractor = new(1, 2, 3, new byte[8]);
    private static readonly ContractorExitEntity s_entity = new();
    private static readonly Actor s_owner = new("owner", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);
    private static readonly Actor s_company = new("f", ActorRoles.ContractorFinance, s_contractor);
    private static readonly ExitRules s_rules = RepoFiles.Policy<ExitRules>("exit", "default.v1.json");
    private static readonly CompleteExit s_free = new([], [], [], []);

    [Theory]
    [InlineData(ExitKind.Voluntary, "after-sale", 3)]
    [InlineData(ExitKind.Voluntary, "pre-sale", 1)]
    [InlineData(ExitKind.Breach, "after-sale", 0)]
    [InlineData(ExitKind.Assessment, "after-sale", 0)]
    [InlineData(ExitKind.Qualification, "pre-sale", 0)]
    [InlineData(ExitKind.BadCredit, "after-sale", 0)]
    [InlineData(ExitKind.Voluntary, "catering", null)]
    public void Notice_FollowsKindAndService(ExitKind kind, string service, int? months) =>
        s_rules.NoticeMonthsOf(kind, service).ShouldBe(months);

    [Fact]
    public void Exit_WalksPlanDecisionStart_AndServesItsNotice()
    {
        var drafted = Decisions.Given(s_entity).When(Draft(), s_owner, s_day).Next();
        drafted.When(new StartExit(), s_owner, s_day).ThenRefused(ExitRefusals.OutOfTurn);
        drafted.When(new DecideExit(true, "m"), s_owner, s_day).ThenRefused(ActorRefusals.RoleNotAllowed);
        var started = Started();
        // Three months from the last day of November end on the last day of February.
        started.State.NoticeUntil.ShouldBe(new DateTimeOffset(2025, 2, 28, 1, 0, 0, TimeSpan.Zero));
        started.When(s_free, s_owner, started.State.NoticeUntil!.Value.AddTicks(-1))
            .ThenRefused(ExitRefusals.NoticeRunning);
        var done = Settled(started).When(s_free, s_owner, started.State.NoticeUntil.Value);
        done.ThenTypes(typeof(ExitHandedOver), typeof(ExitCompleted));
        done.Next().When(s_free, s_owner, s_day.AddYears(1)).ThenNothing();
    }

    // The end of the notice hands over by itself: by then it is too late to look for somebody (seed 3, art. 38).
    [Fact]
    public void Start_OfMaintenance_NeedsAReplacementForEveryLotThatOutlastsTheNotice()
    {
        var decided = Decisions.Given(s_entity).When(Draft(), s_owner, s_day).Next()
            .When(new DecideExit(true, "m"), s_head, s_day).Next();
        var (open, ends, later) = (
            new LotHeld(new Guid(9, 0, 0, new byte[8]), "L1", null),
            new LotHeld(new Guid(8, 0, 0, new byte[8]), "L2", s_day.AddMonths(3)),
            new LotHeld(new Guid(7, 0, 0, new byte[8]), "L3", s_day.AddMonths(3).AddTicks(1)));
        var start = new StartExit { Lots = [open, ends, later] };
        decided.When(start, s_owner, s_day).ThenRefused(ExitRefusals.ReplacementMissing)
            .Facts["lots"].ShouldBe("L1, L3");
        var named = decided.And(
            new ReplacementNamed(s_contractor, new LotReplacement(open.LotId, "L1", s_contractor, "X"), "m", s_day),
            new ReplacementNamed(s_contractor, new LotReplacement(later.LotId, "L3", s_contractor, "X"), "m", s_day));
        named.When(start, s_owner, s_day).ThenTypes(typeof(ExitStarted));
        named.When(start, s_owner, s_day).Next().When(start, s_owner, s_day).ThenNothing();
        Decisions.Given(s_entity).When(Draft() with { ReplacementFirst = false }, s_owner, s_day).Next()
            .When(new DecideExit(true, "m"), s_head, s_day).Next()
            .When(start, s_owner, s_day).ThenTypes(typeof(ExitStarted));
    }

    // Exits of before the hand-over are stored without this row: a build that changes it raises the revision.
    [Fact]
    public void Exit_ThatServesItsNotice_WantsToBeWokenAtItsEnd_ByRulesOfTheSecondRevision()
    {
        var state = Started().State;

        s_entity.Deadlines(state).Single().DueAt.ShouldBe(state.NoticeUntil!.Value);
        s_entity.DeadlineRevision.ShouldBe(2);
    }

    [Fact]
    public void Exit_WithAnythingLeft_IsRefused_OneByOne()
    {
        var end = s_day.AddMonths(4);
        var started = Started();
        var all = new CompleteExit(["GD-1", "GD-2"], ["L1"], ["2024-11"], ["L2"]);
        started.When(all, s_owner, end).ThenRefused(ExitRefusals.OrdersOpen).Facts["first"].ShouldBe("GD-1");
        var noOrders = all with { OpenOrders = [] };
        started.When(noOrders, s_owner, end).ThenRefused(ExitRefusals.LotsOpen);
        var noLots = noOrders with { Lots = [] };
        started.When(noLots, s_owner, end).ThenRefused(ExitRefusals.ReplacementMissing);
        var replaced = noLots with { LotsWithoutSuccessor = [] };
        started.When(replaced, s_owner, end).ThenRefused(ExitRefusals.LeftoversOpen)
            .Facts["leftovers"].ShouldBe("complaints, arrears");
        Settled(started).When(replaced, s_owner, end).ThenRefused(ExitRefusals.MonthsUnsettled);
        var paid = replaced with { UnsettledMonths = [], MonthsWithLateFacts = ["2024-11"] };
        Settled(started).When(paid, s_owner, end).ThenRefused(ExitRefusals.LateFacts)
            .Facts["months"].ShouldBe("2024-11");
    }

    [Fact]
    public void ContractorAnnounces_TheVoluntaryExitAlone_AndTakesNoOtherStep()
    {
        Decisions.Given(s_entity).When(Draft(ExitKind.Breach), s_company, s_day).ThenRefused(ExitRefusals.NotAllowed);
        var drafted = Decisions.Given(s_entity).When(Draft(), s_company, s_day).Next();
        drafted.When(new DecideExit(true, "m"), s_company, s_day).ThenRefused(ActorRefusals.RoleNotAllowed);
        drafted.When(Draft(), s_owner, s_day).ThenRefused(ExitRefusals.OutOfTurn);
        var down = drafted.When(new DecideExit(false, "m"), s_head, s_day).Next();
        down.When(Draft(), s_owner, s_day).ThenTypes(typeof(ExitDrafted));
        Decisions.Given(s_entity).When(Draft(), s_head, s_day).Next()
            .When(new DecideExit(true, "m"), s_head, s_day).ThenRefused(ExitRefusals.SamePerson);
        Decisions.Given(s_entity).When(new StartExit(), s_owner, s_day).ThenRefused(ExitRefusals.Unknown);
        Started().When(new CloseLeftover("debts", "x"), s_owner, s_day).ThenRefused(ExitRefusals.LeftoverUnknown);
    }

    // Who was listed by mistake stays; who leaves for another reason leaves.
    [Fact]
    public void Exit_ForBadCredit_IsVoidOnceTheListingIsLifted_AndMayBeginAnew()
    {
        var listed = Decisions.Given(s_entity).When(Draft(ExitKind.BadCredit), s_owner, s_day).Next()
            .When(new DecideExit(true, "minutes 7"), s_head, s_day).Next()
            .When(new StartExit(), s_owner, s_day).Next();
        var wish = new VoidExit("another company");
        listed.When(wish, s_head, s_day).ThenRefused(ActorRefusals.RoleNotAllowed);
        var over = listed.When(new HandOverExit(), s_owner, s_day.AddMonths(4)).Next();
        foreach (var exit in new[] { listed, over })
        {
            var voided = exit.When(wish, Actor.System, s_day).Then(
                new ExitVoided(s_contractor, "DW-A", ExitKind.BadCredit, "another company", s_day)).Next();
            voided.Deadlines.ShouldBeEmpty();
            voided.When(new HandOverExit(), s_owner, s_day).ThenRefused(ExitRefusals.Unknown);
            voided.When(Draft(), s_owner, s_day).ThenTypes(typeof(ExitDrafted));
        }

        Started().When(wish, Actor.System, s_day).ThenNothing();
    }

    private static DraftExit Draft(ExitKind kind = ExitKind.Voluntary) => new(
        s_contractor, "DW-A", kind, "after-sale", "sold", "plan 3", 3, true, ["complaints", "arrears"]);

    private static Given<ExitState> Started() =>
        Decisions.Given(s_entity).When(Draft(), s_owner, s_day).Next()
            .When(new DecideExit(true, "minutes 7"), s_head, s_day).Next()
            .When(new StartExit(), s_owner, s_day).Next();

    private static Given<ExitState> Settled(Given<ExitState> exit) =>
        exit.When(new CloseLeftover("complaints", "list"), s_owner, s_day).Next()
            .When(new CloseLeftover("arrears", "receipt"), s_owner, s_day).Next();
}
