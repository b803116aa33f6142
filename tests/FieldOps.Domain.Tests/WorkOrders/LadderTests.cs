using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>The escalation ladder (domain reference, section 6.3; field notes, complaint 5).</summary>
public sealed class LadderTests
{
    private static readonly LadderPolicy s_ladder = RepoFiles.Policy<LadderPolicy>("ladder", "default.v1.json");

    private static CreateOrder With(LadderPolicy? ladder = null)
    {
        var create = Create();
        return create with { Rules = create.Rules with { Ladder = (ladder ?? s_ladder).Pin() } };
    }

    private static Outcome<WorkOrderState> Wake(Given<WorkOrderState> order, double minute) =>
        order.When(new DeadlineReached("ladder", At(minute)), At(minute));

    private static string[] Steps(Outcome<WorkOrderState> outcome) =>
        [.. outcome.Events.OfType<LadderStepReached>().Select(s => $"{s.Clock} {s.StepId} {s.Percent}")];

    // Restore: 330 minutes; accepted at 5 and arrived at 30, so that only restore runs.
    private static Given<WorkOrderState> Working(LadderPolicy? ladder = null) =>
        Accepted(5, With(ladder)).Reach(MilestoneKind.ArrivedOnSite, 30);

    [Fact]
    public void Steps_OfTheDefault_ComeAt50And80And100And150Percent_OnceEach()
    {
        var order = Working();
        var told = new List<string>();
        foreach (var minute in new[] { 164, 165, 170, 264, 330, 494.9, 495, 900 })
        {
            var woken = Wake(order, minute);
            told.AddRange(Steps(woken));
            order = woken.Next();
        }

        told.ShouldBe(["Restore at-50 50", "Restore at-80 80", "Restore at-100 100", "Restore at-150 150"]);
        order.DueAt().ShouldNotContain(d => d.StartsWith("ladder ", StringComparison.Ordinal));
    }

    [Fact]
    public void WakeUp_IsAskedForTheNextStepOnly_AndMovesWithAPause()
    {
        Working().DueAt().Where(d => d.StartsWith("ladder ", StringComparison.Ordinal)).ShouldBe(["ladder 165"]);
        var paused = Working().When(Pause(60, 100), Worker, At(110)).Next();
        paused.DueAt().ShouldContain("ladder 205");
        Steps(Wake(paused, 200)).ShouldBeEmpty();
        var open = Working().When(Pause(60), Worker, At(60)).Next();
        // An open pause rests for the 24 h that are allowed.
        open.DueAt().ShouldContain("ladder 1605");
    }

    [Fact]
    public void WakeUp_IsOneForAllClocks_TheEarliestOfTheirNextSteps()
    {
        // Accept 15, arrive 60, restore 330 minutes: 80 % of accept, then of arrive, then half of restore.
        var order = Dispatched(With());
        Ladder(order).ShouldBe(["ladder 12"]);
        order = Wake(order, 12).Next();
        Ladder(order).ShouldBe(["ladder 15"]);
        order = Wake(order, 15).Next();
        Ladder(order).ShouldBe(["ladder 48"]);
        var arrived = Accepted(5, With());
        Ladder(arrived).ShouldBe(["ladder 48"]);
        Ladder(arrived.Reach(MilestoneKind.ArrivedOnSite, 30)).ShouldBe(["ladder 165"]);
    }

    [Fact]
    public void WakeUp_MovesWithALimitThatIsRecomputed_AndStepsThatWereToldStayTold()
    {
        var told = Wake(Working(), 165).Next();
        Ladder(told).ShouldBe(["ladder 264"]);
        var terms = told.State.Origin!.Terms;
        var longer = terms with
        {
            Limits =
            [
                .. terms.Limits.Select(l => l.Clock == ClockKind.Restore ? l with { LimitMinutes = 600 } : l),
            ],
        };

        var moved = told.When(
            new RecomputeOrder(Id("recompute"), longer, OrderCorrection.None, [], [], "priority", "h-1"), At(170));
        Ladder(moved.Next()).ShouldBe(["ladder 480"]);
        Steps(Wake(moved.Next(), 300)).ShouldBeEmpty();
    }

    private static string[] Ladder(Given<WorkOrderState> order) =>
        [.. order.DueAt().Where(d => d.StartsWith("ladder ", StringComparison.Ordinal))];

    [Fact]
    public void Steps_MissedWhileNobodyWoke_AreToldInOrder()
    {
        var late = Wake(Working(), 340);

        Steps(late).ShouldBe(["Restore at-50 103", "Restore at-80 103", "Restore at-100 103"]);
        Wake(late.Next(), 341).ThenNothing();
    }

    [Fact]
    public void Steps_EndWithTheClock_TheOrder_AndSuppression()
    {
        var head = new Actor("h-1", ActorRoles.OperationsManager);
        var restored = Working().Reach(MilestoneKind.ServiceRestored, 100, permanent: true);
        Steps(Wake(restored, 400)).ShouldBeEmpty();
        Wake(Working().When(new CancelOrder("Duplicate"), Dispatcher, At(100)).Next(), 400).ThenNothing();
        var suppressed = Working().When(new SuppressClocks([ClockKind.Restore], "Works"), head, At(100)).Next();
        Steps(Wake(suppressed, 400)).ShouldBeEmpty();
    }

    [Fact]
    public void AnotherLead_HasAClockOfItsOwn()
    {
        var first = Wake(Accepted(5, With()), 170).Next();
        var other = first.When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(180)).Next();

        Steps(Wake(other, 200)).ShouldBe(["Accept at-80 133", "Accept at-100 133"]);
        Steps(Wake(other, 180 + 165)).ShouldContain("Restore at-50 50");
    }

    [Fact]
    public void Step_BeforeDue_CountsRunningMinutes_AndNeedsALongerLimit()
    {
        var before = s_ladder.Steps[0] with { Percent = null, BeforeDueMinutes = 30 };
        before.ReachedAfter(330).ShouldBe(TimeSpan.FromMinutes(300));
        before.ReachedAfter(30).ShouldBeNull();
        Working(s_ladder with { Steps = [before] }).DueAt().ShouldContain("ladder 300");
    }

    [Fact]
    public void Order_WithoutALadder_TellsNobody()
    {
        Steps(Wake(Accepted(), 400)).ShouldBeEmpty();
        Accepted().DueAt().ShouldNotContain(d => d.StartsWith("ladder ", StringComparison.Ordinal));
    }

    [Fact]
    public void Urge_ByHand_IsAnnouncedUnderThePinnedLadder_AndOnlyThere()
    {
        var urged = Working().When(new UrgeOrder("Hospital waits"), Dispatcher, At(40));
        urged.ThenTypes(typeof(OrderUrged), typeof(UrgeAnnounced));
        urged.Events.OfType<UrgeAnnounced>().Single().ShouldSatisfyAllConditions(
            u => u.ContractorCode.ShouldBe("ALPHA"),
            u => u.Note.ShouldBe("Hospital waits"),
            u => (u.UrgeCount, u.PolicyId, u.PolicyVersion).ShouldBe((1, "default", 1)));
        Accepted().When(new UrgeOrder(""), Dispatcher, At(40)).ThenTypes(typeof(OrderUrged));
    }

    [Fact]
    public void FaultsOf_AnUrgeThatSaysWhatAStepSays_NamesThePlacesThatItCannotFill() =>
        LadderPolicyCheck.FaultsOf(s_ladder with { Urge = s_ladder.Urge! with { Template = "breach" } })
            .ShouldBe(
                new[] { "percent", "clock", "limit", "due" }.Select(p => $"template breach: there is no place {p}")
                .Append("template urge: there is no place count").Append("template urge: there is no place note"),
                ignoreOrder: true);

    public static TheoryData<string, string> Slips => new()
    {
        { "when", "step at-50: either percent or beforeDueMinutes says when" },
        { "percent", "step at-50: percent is 1 to 1000, beforeDueMinutes 1 and more" },
        { "channel", "step at-50: there is no channel pigeon" },
        { "template", "step at-50: there is no template poem" },
        { "twice", "step at-80 is empty or appears twice" },
        { "role", "step at-50: clocks, roles and channels name one each at least" },
        { "place", "template share: there is no place name" },
        { "urge channel", "urge: there is no channel pigeon" },
        { "urge role", "urge: roles and channels name one each at least" },
        { "text", "template share appears twice or lacks a text" },
    };

    [Fact]
    public void Default_IsFaultless() => LadderPolicyCheck.FaultsOf(s_ladder).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Slips))]
    public void FaultsOf_OneSlip_IsNamedExactly(string slip, string sentence)
    {
        var step = s_ladder.Steps[0];
        var text = s_ladder.Templates.Single(t => t.Id == "share");
        var broken = slip switch
        {
            "when" => WithStep(step with { BeforeDueMinutes = 5 }),
            "percent" => WithStep(step with { Percent = 0 }),
            "channel" => WithStep(step with { Channels = ["pigeon"] }),
            "template" => WithStep(step with { Template = "poem" }),
            "twice" => WithStep(step with { Id = "at-80" }),
            "role" => WithStep(step with { Roles = [] }),
            "place" => s_ladder with { Templates = s_ladder.Templates.Replace(text, text with { BodyEn = "{name}" }) },
            "urge channel" => s_ladder with { Urge = s_ladder.Urge! with { Channels = ["pigeon"] } },
            "urge role" => s_ladder with { Urge = s_ladder.Urge! with { Roles = [] } },
            _ => s_ladder with { Templates = s_ladder.Templates.Replace(text, text with { BodyZh = " " }) },
        };

        LadderPolicyCheck.FaultsOf(broken).ShouldBe([sentence]);
    }

    private static LadderPolicy WithStep(LadderStep step) =>
        s_ladder with { Steps = s_ladder.Steps.SetItem(0, step) };
}
