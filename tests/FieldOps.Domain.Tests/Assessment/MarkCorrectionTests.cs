using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>A mark that was wrong: what counts instead stands beside it (domain reference, 7.4).</summary>
public sealed class MarkCorrectionTests
{
    private const string Why = "half of it was the neighbour's";
    private static readonly MarkedRule s_rule = new("daily-marks", "marks/marks/marks/quality", 40m);

    private static readonly RecordMark s_mark =
        new(January, Id(83), s_rule, 30m, new DateOnly(2024, 1, 9), null, "photo");

    [Fact]
    public void Mark_Corrected_CountsByWhatIsRight_AndStaysBesideIt()
    {
        var corrected = Open(s_mark).When(Corrected(12.5m), Assessor, InJanuary);
        corrected.Then([new MonthMarkCorrected(Id(83), new CorrectedMark(12.5m, Why, "assessor", InJanuary))]);
        corrected.Next().When(Corrected(12.5m), Assessor, InJanuary).ThenNothing();

        var month = corrected.Next().State;

        month.Marks[Id(83)].Points.ShouldBe(30m);
        var line = LineOf(month);
        (line.Points, line.Deduction).ShouldBe((27.5m, 12.5m));
        line.Refs.ShouldHaveSingleItem().Detail.ShouldBe($"2024-01-09: 30 → 12.5 ({Why}); photo");
    }

    [Fact]
    public void Mark_TakenBack_CountsForNothing_AndMayBeCorrectedAgain()
    {
        var back = Open(s_mark).When(TakenBack, Assessor, InJanuary).Next();
        back.State.Marks[Id(83)].Corrected.ShouldBe(new CorrectedMark(null, Why, "assessor", InJanuary));
        (LineOf(back.State).Points, LineOf(back.State).Refs.IsEmpty).ShouldBe((40m, true));
        back.When(s_mark, Assessor, InJanuary).ThenNothing();

        LineOf(back.When(Corrected(1m), Assessor, InJanuary).Next().State).Points.ShouldBe(39m);
    }

    [Fact]
    public void Mark_CorrectedAfterTheFreeze_CountsOnceTheMonthIsCorrected()
    {
        var month = Open(s_mark).Computed();
        month.When(TakenBack, Assessor, InFebruary).ThenRefused(MonthRefusals.Closed);

        var late = month.When(TakenBack with { LateReason = Why }, Assessor, InFebruary).Next();

        LineOf(late.State).Points.ShouldBe(10m);
        LineOf(late.State.WithLateFacts()).Points.ShouldBe(40m);
        late.State.Late.ShouldHaveSingleItem().Kind().ShouldBe("mark-corrected");
    }

    [Fact]
    public void Correction_NeedsTheMarkOfThatRule_ItsPointsAndAReason()
    {
        var open = Open(s_mark);
        open.When(Corrected(1m) with { MarkId = Id(7) }, Assessor, InJanuary).ThenRefused(MonthRefusals.MarkUnknown);
        open.When(Corrected(1m) with { Instead = new(s_rule with { Path = "a/b/c/d" }, 1m) }, Assessor, InJanuary)
            .ThenRefused(MonthRefusals.MarkUnknown);
        open.When(Corrected(40.01m), Assessor, InJanuary).ThenRefused(MonthRefusals.PointsOutOfRange);
        open.When(Corrected(-1m), Assessor, InJanuary).ThenRefused(MonthRefusals.PointsOutOfRange);
        open.When(Corrected(0.001m), Assessor, InJanuary).ThenRefused(MonthRefusals.PointsOutOfRange);
        open.When(TakenBack with { Reason = " " }, Assessor, InJanuary).ThenRefused(MonthRefusals.ReasonMissing);
        open.When(TakenBack, Finance, InJanuary).ThenRefused("actor.role-not-allowed");
    }

    private static CorrectMark TakenBack => new(Id(83), null, Why);

    private static CorrectMark Corrected(decimal points) => new(Id(83), new(s_rule, points), Why);

    private static ScoreLine LineOf(MonthState month) =>
        MonthScore.Of(month.Facts(), RepoFiles.Policy<ScoringScheme>("scoring", "daily-marks.v1.json"))
            .Lines.Single(l => l.Path == s_rule.Path);
}
