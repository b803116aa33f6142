using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.FollowUp.FollowUpSamples;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment.FollowUp;

/// <summary>Rectification (domain reference, 5.7).</summary>
public sealed class RectificationTests
{
    private static readonly RectificationEntity s_entity = new();
    private static readonly DeadlineReached s_wake = new(RectificationEntity.OverdueDeadline, default);
    private static readonly Actor s_own = new("li", ActorRoles.FieldWorker);

    [Fact]
    public void Task_IsProved_Returned_ProvedAgain_Accepted()
    {
        var sent = Raised().When(new SubmitRectification("photo"), Finance, InJanuary).Next();
        sent.Deadlines.ShouldBeEmpty();
        var back = sent.When(new ReturnRectification("blurred", Due.AddDays(1)), Assessor, InJanuary).Next();
        back.State.Attempts[0].ReturnedReason.ShouldBe("blurred");
        back.State.DueAt.ShouldBe(Due.AddDays(1));
        var done = back.When(new SubmitRectification("better"), Finance, InJanuary).Next()
            .When(new AcceptRectification("good"), Assessor, InJanuary);
        done.ThenTypes(typeof(RectificationAccepted));
        done.State.ClosedBy.ShouldBe("assessor");
        done.Next().Deadlines.ShouldBeEmpty();
        done.Next().When(new WithdrawRectification("x"), Assessor, InJanuary)
            .ThenRefused(RectificationRefusals.OutOfTurn).Facts["status"].ShouldBe("accepted");
    }

    [Fact]
    public void Overdue_ClimbsItsSteps_OnceEach_AndRestsWhileAProofIsLookedAt()
    {
        var task = Raised();
        task.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(Due);
        task.When(s_wake, Due.AddTicks(-1)).ThenNothing();
        var first = task.When(s_wake, Due);
        first.Single<RectificationEscalated>().To.Roles.ShouldBe(["contractor-manager"]);
        first.Next().When(s_wake, Due).ThenNothing();
        var second = first.Next().When(s_wake, Due.AddHours(24)).Next();
        second.State.StepsTaken.ShouldBe(2);
        var proved = second.When(new SubmitRectification("photo"), Finance, Due.AddHours(30)).Next();
        proved.When(s_wake, Due.AddHours(80)).ThenNothing();
        proved.When(new ReturnRectification("no"), Assessor, Due.AddHours(80)).Next()
            .When(s_wake, Due.AddHours(80)).Single<RectificationEscalated>().Step.ShouldBe(3);
        // A new date begins the steps anew.
        proved.When(new ReturnRectification("no", Due.AddDays(9)), Assessor, Due.AddHours(80)).Next()
            .Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(Due.AddDays(9));
    }

    [Fact]
    public void Steps_OutOfPlace_AreRefusedWithTheirCodes()
    {
        var none = Decisions.Given(s_entity);
        none.When(Raise, Finance, InJanuary).ThenRefused(ActorRefusals.RoleNotAllowed);
        none.When(Raise, new Actor("x", ActorRoles.Auditor), InJanuary)
            .ThenRefused(ActorRefusals.RoleNotAllowed).Facts["role"].ShouldBe("auditor");
        none.When(Raise with { Demand = " " }, Assessor, InJanuary).ThenRefused(RectificationRefusals.TextMissing);
        none.When(Raise with { Responsible = "" }, Assessor, InJanuary)
            .ThenRefused(RectificationRefusals.ResponsibleInvalid);
        none.When(Raise with { DueAt = InJanuary }, Assessor, InJanuary).ThenRefused(RectificationRefusals.DueInvalid);
        none.When(Raise with { DueAt = InJanuary.AddYears(2) }, Assessor, InJanuary)
            .ThenRefused(RectificationRefusals.DueInvalid);
        none.When(new AcceptRectification(null), Assessor, InJanuary).ThenRefused(RectificationRefusals.Unknown);
        var task = Raised();
        task.When(Raise, Assessor, InJanuary).ThenRefused(RectificationRefusals.OutOfTurn);
        task.When(new AcceptRectification(null), Assessor, InJanuary).ThenRefused(RectificationRefusals.OutOfTurn);
        task.When(new SubmitRectification("p"), Assessor, InJanuary).ThenRefused(RectificationRefusals.NotResponsible);
        task.When(new SubmitRectification("p"), Finance with { ContractorId = Id(9) }, InJanuary)
            .ThenRefused(RectificationRefusals.NotResponsible);
        task.When(new AcceptRectification(null), Finance, InJanuary).ThenRefused(ActorRefusals.RoleNotAllowed);
        // The responsible person of an own crew brings the proof, and then does not judge it.
        var own = task.When(new SubmitRectification("p"), s_own, InJanuary).Next();
        own.When(new AcceptRectification(null), s_own with { Role = ActorRoles.ContractorManager }, InJanuary)
            .ThenRefused(RectificationRefusals.SamePerson);
        own.When(new ReturnRectification(""), Assessor, InJanuary).ThenRefused(RectificationRefusals.TextMissing);
    }

    [Fact]
    public void AnyCourse_EndsOnceAtMost_AndIsAcceptedOnAProofAlone() => ForAllSeeds(random =>
    {
        var (task, now) = (Raised(), InJanuary);
        var (ends, steps) = (0, 0);
        for (var step = 0; step < 30; step++)
        {
            now = now.AddHours(random.Next(1, 20));
            var before = task.State;
            (ICommand Command, Actor By) wish = random.Next(6) switch
            {
                0 => (new SubmitRectification("photo"), Finance),
                1 => (new AcceptRectification(null), Assessor),
                2 => (new ReturnRectification("no"), Assessor),
                3 when random.Next(4) == 0 => (new WithdrawRectification("no need"), Assessor),
                4 => (new SubmitRectification("photo"), s_own),
                _ => (s_wake, Actor.System),
            };
            var outcome = task.When(wish.Command, wish.By, now);
            if (outcome.Events.OfType<RectificationAccepted>().Any() && before.Status != RectificationStatus.Submitted)
            {
                return false;
            }

            ends += outcome.Events.Count(e => e is RectificationAccepted or RectificationWithdrawn);
            steps += outcome.Events.OfType<RectificationEscalated>().Count();
            task = task.And(outcome.Events);
        }

        return ends <= 1 && steps == task.State.StepsTaken && (ends == 0 || task.Deadlines.IsEmpty);
    });

    private static Given<RectificationState> Raised() =>
        Decisions.Given(s_entity).When(Raise, Assessor, InJanuary).Next();
}
