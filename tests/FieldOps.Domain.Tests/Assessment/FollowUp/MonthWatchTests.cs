using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.FollowUp.FollowUpSamples;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment.FollowUp;

public sealed class MonthWatchTests
{
    private static readonly MonthWatchEntity s_entity = new();
    private static readonly StartWatch s_start = new(January, 152, 24);
    private static readonly DeadlineReached s_wake = new(MonthWatchEntity.CheckDeadline, default);

    [Fact]
    public void Watch_BeginsWithTheMonth_AndEndsWithIt()
    {
        var watch = Decisions.Given(s_entity).When(s_start, January.StartsAt).Next();
        watch.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(January.StartsAt.AddHours(152));
        watch.When(s_wake, January.StartsAt.AddHours(151)).ThenNothing();
        // Woken three days late it looks once, and goes on with the step that comes.
        var late = watch.When(s_wake, January.StartsAt.AddHours(152 + 73)).Next();
        late.State.NextCheckAt.ShouldBe(January.StartsAt.AddHours(152 + 96));
        var ended = late.When(s_wake, January.EndsAt);
        ended.ThenTypes(typeof(MonthWatchEnded));
        ended.Next().Deadlines.ShouldBeEmpty();
        ended.Next().When(s_wake, January.EndsAt.AddDays(1)).ThenNothing();
    }

    [Fact]
    public void Watch_OverAMonthThatIsOver_NeverBegins_AndNobodyElseStartsOne()
    {
        Decisions.Given(s_entity).When(s_start, January.EndsAt).ThenNothing();
        Decisions.Given(s_entity).When(s_start, Head, InJanuary).ThenRefused(MonthWatchRefusals.SystemOnly);
        Decisions.Given(s_entity).When(new RecordCheck(1, []), InJanuary).ThenRefused(MonthWatchRefusals.Unknown);
    }

    [Fact]
    public void Warning_RaisedClosedAndBack_IsToldOnce()
    {
        var raised = Started().When(Check(WarningTurn.Trips), InJanuary);
        raised.Single<WarningRaised>().WarningId.ShouldBe(
            MonthWatchState.WarningIdOf(January.EntityId, Finding.Indicator, Finding.Level));
        raised.Next().When(Check(WarningTurn.Trips), InJanuary).ThenNothing();
        raised.Next().When(Check(WarningTurn.Stays), InJanuary).ThenNothing();
        var closed = raised.Next().When(Check(WarningTurn.Clears), InJanuary);
        closed.ThenTypes(typeof(WarningClosed));
        var back = closed.Next().When(Check(WarningTurn.Trips), InJanuary);
        back.ThenTypes(typeof(WarningRelapsed));
        back.State.Warnings.ShouldHaveSingleItem().Relapses.ShouldBe(1);
        back.Next().When(s_wake, January.EndsAt).State.Warnings[0].Status.ShouldBe(WarningStatus.MonthOver);
    }

    [Fact]
    public void OlderCheck_ThatComesAfterANewerIsDue_ChangesNothing()
    {
        var second = Started().When(s_wake, January.StartsAt.AddHours(152)).Next()
            .When(s_wake, January.StartsAt.AddHours(176)).Next();
        second.State.Checks.ShouldBe(2);
        second.When(Check(WarningTurn.Trips), InJanuary).ThenNothing();
        second.When(Check(WarningTurn.Trips) with { Number = 2 }, InJanuary).ThenTypes(typeof(WarningRaised));
    }

    [Fact]
    public void AnyChecks_RaiseEachIndicatorAndLevelOnce_AndItsStatusIsWhatWasSaidLast() => ForAllSeeds(random =>
    {
        var watch = Started();
        var raised = new List<Guid>();
        var said = new Dictionary<string, WarningTurn>(StringComparer.Ordinal);
        for (var check = 1; check <= 20; check++)
        {
            var findings = Enumerable.Range(0, 6).Where(_ => random.Next(2) == 0).Select(n => Finding with
            {
                Indicator = $"p{n % 3}", Level = $"l{n / 3}", Turn = (WarningTurn)random.Next(3),
            }).ToArray();
            var outcome = watch.When(new RecordCheck(check, [.. findings]), InJanuary);
            raised.AddRange(outcome.Events.OfType<WarningRaised>().Select(e => e.WarningId));
            foreach (var finding in findings.Where(f => f.Turn != WarningTurn.Stays))
            {
                said[finding.Indicator + finding.Level] = finding.Turn;
            }

            watch = outcome.Next();
        }

        return raised.Distinct().Count() == raised.Count
            && watch.State.Warnings.All(w => (w.Status == WarningStatus.Open)
                == (said[w.Finding.Indicator + w.Finding.Level] == WarningTurn.Trips));
    });

    private static Given<MonthWatchState> Started() =>
        Decisions.Given(s_entity).When(s_start, January.StartsAt).Next();

    private static RecordCheck Check(WarningTurn turn) => new(1, [Finding with { Turn = turn }]);
}
