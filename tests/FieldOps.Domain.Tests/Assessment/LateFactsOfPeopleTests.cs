using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>What people find after the freeze: refused where they do not say so, charged once where they do.</summary>
public sealed class LateFactsOfPeopleTests
{
    private const string Why = "the audit came on the 5th";
    private static readonly DateOnly s_day = new(2024, 1, 9);

    private static readonly RecordReading s_reading =
        new(January, Id(81), Indicators.All[0].Word, 900, 1000, s_day, "report");

    private static readonly RecordMark s_mark =
        new(January, Id(83), new MarkedRule("daily-marks", "a/b/c/d", 40m), 3m, s_day, null, "photo");

    private static readonly IFactOfPeople[] s_facts =
    [
        Breach(ViolationClass.Class1),
        new RecordFinding(January, Findings("off-channel", 1)[0]),
        new RecordMark(January, Id(80), new MarkedRule("daily-marks", "a/b/c/d", 40m), 2m, s_day, null, "photo"),
        new CorrectMark(s_mark.MarkId, new(s_mark.Rule, 1m), "two of them were the neighbour's"),
        new RecordReading(January, Id(82), Indicators.All[0].Word, 1, 2, s_day, "report"),
        new CorrectReading(s_reading.ReadingId, 950, 1000, "recount"),
        new RecordWork(January, Fine(2)),
        new WithdrawWork(Id(96), "typed twice"),
    ];

    public static TheoryData<Type> Kinds =>
    [
        .. typeof(IFactOfPeople).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IFactOfPeople)) && t.IsClass),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FactOfPeople_AfterTheFreeze_IsTakenOnce_WhereTheySayWhyItIsLate(Type kind)
    {
        var fact = s_facts.Single(f => f.GetType() == kind);
        var month = Open(s_reading, s_mark, new RecordWork(January, Fine(1, 96))).Computed();
        month.When(fact, Assessor, InFebruary).ThenRefused(MonthRefusals.Closed);
        month.When(Late(fact, " "), Assessor, InFebruary).ThenRefused(MonthRefusals.ReasonMissing);

        var taken = month.When(Late(fact, Why), Assessor, InFebruary);

        // Builds from before marks were put right must not take it for nothing.
        MonthLateFactRecorded told = fact is CorrectMark
            ? taken.Single<MonthLateMarkCorrected>()
            : taken.Single<MonthLateRecordTold>();
        var late = told.Late;
        late.Grounds.ShouldBe(new LateGrounds(Why, "assessor", InFebruary));
        late.Fact().ShouldNotBeNull();
        late.SubjectId().ShouldNotBe(Guid.Empty);
        taken.Next().When(Late(fact, Why), Assessor, InFebruary).ThenNothing();
        taken.State.Sheet.ShouldBe(month.State.Sheet);
        Decisions.Shown(taken.State.Facts()).ShouldBe(Decisions.Shown(month.State.Facts()));
        Decisions.Shown(taken.State.WithLateFacts()).ShouldNotBe(Decisions.Shown(month.State));
    }

    [Fact]
    public void FactOfPeople_InAnOpenMonth_CountsAtOnce_WhateverTheySay() =>
        Open().When(Breach(ViolationClass.Class1, late: Why), Assessor, InFebruary)
            .ThenTypes(typeof(MonthViolationRecorded));

    [Fact]
    public void Class1Breach_FoundOnThe5th_CostsTheMonth_ByCorrectionAndByReopening()
    {
        var found = Open().Computed().Settled()
            .When(Breach(ViolationClass.Class1, late: Why), Assessor, InFebruary).Next();

        var correction = found.Corrected();
        (correction.ScoreBefore, correction.ScoreAfter).ShouldBe((95m, 0m));
        correction.DifferenceCny().ShouldBe(-114_000m);

        var opened = found.When(new AskReopening(Why), Assessor, InFebruary).Next()
            .When(new ReopenMonth(), Deputy, InFebruary);
        opened.Single<MonthReopened>().Violations.ShouldBe(1);
        var sheet = opened.Next().Again().State.Sheet!;
        (sheet.Score.Score, sheet.Statement.TotalCny).ShouldBe((0m, 0m));
    }

    [Fact]
    public void Fine_FoundOnThe5th_IsTakenOff_ByCorrectionAndByReopening()
    {
        var wish = new RecordWork(January, Fine(2)) { LateReason = Why };
        var found = Open().Computed().Settled().When(wish, Assessor, InFebruary).Next();

        found.Corrected().DifferenceCny().ShouldBe(-600m);
        found.Reopened().Again().State.Sheet!.Statement.TotalCny.ShouldBe(114_000m - 600m);
    }

    [Fact]
    public void Reading_ThatCameLate_IsCorrectedLate_AndBothStandSideBySide()
    {
        var late = Open().Computed().When(s_reading with { LateReason = Why }, Assessor, InFebruary).Next()
            .When(new CorrectReading(Id(81), 950, 1000, "recount") { LateReason = "recount" }, Assessor, InFebruary)
            .Next();

        var reading = late.State.WithLateFacts().Readings[Id(81)];
        (reading.Numerator, reading.NumeratorNow).ShouldBe((900, 950));
        late.Reopened().State.Readings[Id(81)].ShouldBe(reading);
    }

    [Fact]
    public void LateFactsOfPeople_OverTheLimit_AreRefused()
    {
        var month = Open().Computed();
        for (var number = 1; number <= MonthLimits.LateOfPeopleMax; number++)
        {
            month = month.And(new MonthLateFactRecorded(
                LateFact.Of(new MonthWorkRecorded(Fine(1, 1_000 + number))) with
                {
                    Grounds = new LateGrounds(Why, "a", InFebruary),
                },
                InFebruary));
        }

        month.When(Breach(ViolationClass.Class1, late: Why), Assessor, InFebruary).ThenRefused(MonthRefusals.Full);
    }

    private static ICommand Late(IFactOfPeople fact, string reason) => fact switch
    {
        RecordViolation f => f with { LateReason = reason },
        RecordFinding f => f with { LateReason = reason },
        RecordMark f => f with { LateReason = reason },
        RecordReading f => f with { LateReason = reason },
        CorrectReading f => f with { LateReason = reason },
        RecordWork f => f with { LateReason = reason },
        CorrectMark f => f with { LateReason = reason },
        WithdrawWork f => f with { LateReason = reason },
        _ => throw new InvalidOperationException(fact.GetType().Name),
    };
}
