using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Laws that hold for any verbs in any order, most of them refused.</summary>
public sealed class OrderLawsTests
{
    private const int StepsMax = 60;
    private const int StoriesMax = 100;

    // One seed: a law that holds today holds tomorrow, and a story that fails can be told again.
    private const ulong Seed = 20240301;
    private const ulong Gamma = 2024030101;

    private static readonly ImmutableArray<(WorkOrderState State, DateTimeOffset Now)> s_beginnings =
    [
        (Dispatched().State, Start), (Queued().State, Start), (Restored(50).State, At(50)), (Verified().State, At(400)),
    ];

    // The laws say something only if the stories get somewhere.
    [Fact]
    public void Stories_ReachEveryStatus()
    {
        var seen = new HashSet<OrderStatus>();
        ForAnyStory((_, _, after) => seen.Add(after.Status));
        seen.ShouldBe(
            Enum.GetValues<OrderStatus>().Except([OrderStatus.None, OrderStatus.ClosedByRefusal]), ignoreOrder: true);
    }

    [Fact]
    public void Ended_StaysEnded()
    {
        ForAnyStory((before, _, after) =>
        {
            if (before.HasEnded)
            {
                after.Status.ShouldBe(before.Status);
                after.Outcome.ShouldBe(before.Outcome);
            }
        });
    }

    [Fact]
    public void OneLead_WhoeverAssists()
    {
        ForAnyStory((_, _, after) =>
        {
            after.Assisting.ShouldNotContain(a => after.Lead != null && a.ContractorId == after.Lead.ContractorId);
            after.Assisting.Select(a => a.ContractorId).ShouldBeUnique();
            if (!after.HasEnded)
            {
                (after.Lead is null).ShouldBe(after.Status == OrderStatus.Created);
            }
        });
    }

    [Fact]
    public void Assignments_AndCounts_NeverGoBack()
    {
        ForAnyStory((before, _, after) =>
        {
            after.AssignmentNumber.ShouldBeGreaterThanOrEqualTo(before.AssignmentNumber);
            after.Assignments.Take(before.Assignments.Length)
                .Zip(before.Assignments, (now, then) => now.ReturnCount - then.ReturnCount).ShouldAllBe(d => d >= 0);
            after.UrgeCount.ShouldBeGreaterThanOrEqualTo(before.UrgeCount);
            after.ReplyCount.ShouldBeGreaterThanOrEqualTo(before.ReplyCount);
            after.Assignments.Take(before.Assignments.Length).Select(a => (a.ContractorId, a.ClocksStartAt))
                .ShouldBe(before.Assignments.Select(a => (a.ContractorId, a.ClocksStartAt)));
        });
    }

    [Fact]
    public void Suspended_ExactlyWhileAPauseIsOpen()
    {
        ForAnyStory((_, _, after) =>
        {
            if (!after.HasEnded)
            {
                (after.Status == OrderStatus.Suspended).ShouldBe(after.OpenPause is not null);
            }
        });
    }

    [Fact]
    public void Marks_AgreeWithTheClocks_AfterEveryDecision()
    {
        ForAnyStory((_, now, after) =>
        {
            if (!after.HasEnded && after.Lead is not null)
            {
                foreach (var clock in OrderClocks.Of(after, now))
                {
                    var marked = after.Marks.Any(m => m.Clock == clock.Clock && m.Breached);
                    marked.ShouldBe(clock.Outcome == ClockOutcome.Late, $"{clock.Clock}");
                }
            }
        }, onlyWhenSomethingHappened: true);
    }

    [Fact]
    public void Wake_IsIdempotent_AndEarlyWakesSayNothing()
    {
        ForAnyStory((_, now, after) =>
        {
            var entity = Entity;
            var woken = entity.Decide(after, new DeadlineReached("any", now), Actor.System, now);
            woken.Refusal.ShouldBeNull();
            var state = woken.Events.Aggregate(after, entity.Evolve);
            entity.Decide(state, new DeadlineReached("any", now), Actor.System, now).Events.ShouldBeEmpty();
            entity.Deadlines(state).ShouldAllBe(d => d.DueAt > now);
        });
    }

    [Fact]
    public void State_SurvivesJson()
    {
        ForAnyStory((_, now, after) =>
        {
            var text = JsonSerializer.Serialize(after, PlatformJson.Options);
            var back = JsonSerializer.Deserialize<WorkOrderState>(text, PlatformJson.Options)!;
            JsonSerializer.Serialize(back, PlatformJson.Options).ShouldBe(text);
            OrderClocks.Of(back, now).ShouldBe(OrderClocks.Of(after, now));
        });
    }

    [Fact]
    public void Evolve_AnyEventOnAnyState_IsTotal()
    {
        var events = GoldenEvents.All.Values.ToImmutableArray();
        Prop.ForAll(Gen.Choose(0, events.Length - 1).ListOf().ToArbitrary(), picks =>
        {
            var state = picks.Select(i => events[i]).Aggregate(WorkOrderState.Initial, Entity.Evolve);
            Entity.View(state).ShouldNotBeNull();
            Entity.Deadlines(state);
        }).QuickCheckThrowOnFailure();
    }

    private static void ForAnyStory(
        Action<WorkOrderState, DateTimeOffset, WorkOrderState> law, bool onlyWhenSomethingHappened = false)
    {
        var step = Gen.Choose(0, 34).SelectMany(
            _ => Gen.Choose(0, 45), (verb, minutes) => (Verb: verb, Minutes: minutes));
        var story = Gen.Choose(0, s_beginnings.Length - 1).SelectMany(
            _ => step.ListOf(), (beginning, steps) => (s_beginnings[beginning], Steps: steps.Take(StepsMax).ToArray()));
        Prop.ForAll(story.ToArbitrary(), told =>
        {
            var (state, now) = told.Item1;
            foreach (var (verb, minutes) in told.Steps)
            {
                now = now.AddMinutes(minutes);
                var (command, by) = Wish(verb, state, now);
                var decision = Entity.Decide(state, command, by, now);
                var after = decision.Events.Aggregate(state, Entity.Evolve);
                if (!onlyWhenSomethingHappened || !decision.Events.IsEmpty)
                {
                    law(state, now, after);
                }

                state = after;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(StoriesMax).WithEndSize(StepsMax)
            .WithReplay(Seed, Gamma));
    }

    private static (ICommand Command, Actor By) Wish(int verb, WorkOrderState state, DateTimeOffset now)
    {
        var crew = new Actor("w", ActorRoles.ContractorDispatcher, state.Lead?.ContractorId ?? Alpha.ContractorId);
        var other = state.Lead == Beta ? Alpha : Beta;
        return verb switch
        {
            0 => (new DispatchOrder(To(other)), Dispatcher),
            1 => (new TransferOrder(To(other), "x"), crew),
            2 => (new AddAssist(other, "x"), Dispatcher),
            3 => (new RefuseOrder("x"), crew),
            4 => (new ConfirmRefusal(false, "x"), Dispatcher),
            5 => (new RejectRefusal("x"), Dispatcher),
            6 => (new UrgeOrder("x"), Dispatcher),
            7 => (new CancelOrder("x"), state.ReplyCount > 0 ? Dispatcher : crew),
            8 => (new RecordAlarmClear("alarm-1", At(-5), now), Actor.System),
            9 => (new RequestSuspension(PauseReason.SafetyStop, now, null, ["e"], null, string.Empty), crew),
            10 => (new RequestSuspension(
                PauseReason.SafetyStop, now.AddMinutes(-20), now.AddMinutes(-5), ["e"], null, string.Empty), crew),
            11 => (new ResumeOrder(new Claimed(now.AddMinutes(-1))), crew),
            12 => (new DecideSuspension(state.Pauses.Length, now.Minute % 2 == 0, "x"), Dispatcher),
            13 => (new ReturnReply("x", now.Minute % 2 == 0), Reviewer),
            14 or 15 => (new VerifyReply(Attributions.ContractorScope, "x"), Reviewer),
            16 or 17 => (new ArchiveOrder(), Dispatcher),
            18 => (new DeadlineReached("any", now), Actor.System),
            19 or 20 => (new ReplyToOrder(GoodReply), crew),
            <= 24 => (new AcceptOrder(new Claimed(now)), crew),
            _ => (
                new ReportMilestone((MilestoneKind)(verb % 9), new Claimed(now.AddMinutes(-verb % 3)), verb > 30),
                crew),
        };
    }
}
