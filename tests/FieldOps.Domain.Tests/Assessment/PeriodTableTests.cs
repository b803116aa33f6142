using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Score tables over a period (domain reference, 7.1).</summary>
public sealed class PeriodTableTests
{
    private static readonly ScoringScheme s_annual =
        RepoFiles.Policy<ScoringScheme>("scoring", "annual-province.v1.json");

    private static readonly ScoringScheme s_special =
        RepoFiles.Policy<ScoringScheme>("scoring", "special-check.v1.json");

    // The sheet says 95; what came late, and was corrected, makes it 91.
    [Fact]
    public void Month_ThatWasCorrected_CountsAsCorrected()
    {
        var late = Open().Computed().Settled()
            .When(new RecordOutcome(January, Outcome(21, false), 40), InFebruary).Next();
        PeriodTable.Of(Scheme, [late.State]).Score.ShouldBe(95m, "nothing has counted it yet");

        var month = late.When(new CorrectMonth(Scheme, February, "late"), Assessor, InFebruary).Next().State;

        var table = PeriodTable.Of(Scheme, [month]);
        (table.Score, table.Months.ShouldHaveSingleItem()).ShouldBe((91m, new TableMonth("2024-01", 91m, 1)));
        var rests = AnnualMonth.Of(month);
        (rests.Score, rests.SheetNumber, rests.LateFacts).ShouldBe((91m, 1, 1));
    }

    // Whatever scored them: 91 as corrected, and a sheet of another scheme.
    [Fact]
    public void OwnSheets_AreTheMeanOfWhatWasSigned_AsCorrected()
    {
        var late = Open().Computed().Settled()
            .When(new RecordOutcome(January, Outcome(21, false), 40), InFebruary).Next()
            .When(new CorrectMonth(Scheme, February, "late"), Assessor, InFebruary).Next().State;
        var other = Open().Computed().Settled().State;
        other = other with
        {
            Sheet = other.Sheet! with { Score = other.Sheet.Score with { SchemeId = "other", Score = 80m } },
        };

        var table = PeriodTable.OfOwnSheets([late, other, Open().State]);

        (table.SchemeId, table.Score, table.Sheets.Length).ShouldBe(("own sheets", 85.5m, 0));
        table.Months.ShouldBe([new TableMonth("2024-01", 91m, 1), new TableMonth("2024-01", 80m, 1)]);
        PeriodTable.OfOwnSheets([]).Score.ShouldBeNull();
    }

    // Accepted by a later version, which holds when the month begins.
    [Fact]
    public void MarkOnALineThatTheVersionLacks_IsTold_UnlessItCountsForNothing()
    {
        var mark = Later(Mark(s_annual, "marks/marks/marks/quality", 10m));
        var month = Open(mark, Mark(s_annual, "marks/marks/marks/management", 10m));
        var february = month.State with { Month = February };

        PeriodTable.Unweighed(s_annual, [month.State, february]).ShouldBe(
            [new("2024-01", mark.Rule.Path, s_annual.Id, 1), new("2024-02", mark.Rule.Path, s_annual.Id, 1)]);
        PeriodTable.Unweighed(s_special, [month.State]).ShouldBeEmpty("of another scheme");
        var withdrawn = month.When(new CorrectMark(mark.MarkId, null, "of no line"), Assessor, InFebruary).Next();
        PeriodTable.Unweighed(s_annual, [withdrawn.State]).ShouldBeEmpty();
    }

    // What the year begins with has no such line; 10 of 20 on one of its own, 5 of 20 on the other.
    [Fact]
    public void TableOfMonths_ScoresEachByTheVersionThatHeldWhenItBegan()
    {
        var later = Second(s_special);
        var january = Open(Mark(s_special, "marks/marks/marks/safety", 10m)).State;
        var february = Open(Later(Mark(s_special, "marks/marks/marks/safety", 5m))).State with { Month = February };

        var table = PeriodTable.OfHeld(s_special, [new(january, s_special), new(february, later)]);

        (table.Score, table.SchemeVersion).ShouldBe((87.5m, 1));
        table.Months.ShouldBe(
        [
            new TableMonth("2024-01", 90m, null),
            new TableMonth("2024-02", 85m, null) { SchemeVersion = 2 },
        ]);
        table.Sheets.Select(s => s.Sheet.SchemeVersion).ShouldBe([1, 2]);
        PeriodTable.Unweighed(s_special, [january, february]).ShouldBeEmpty();
        // A month that began before the scheme has none of it.
        PeriodTable.OfHeld(s_special, [new(january, null), new(february, later)]).Score.ShouldBe(85m);
    }

    // One sheet of the whole year has one version.
    [Fact]
    public void TableOfAWholeYear_IsScoredByTheVersionThatItBeginsWith()
    {
        var state = Open(Mark(s_annual, "marks/marks/marks/management", 10m)).Computed().Settled().State;

        var table = PeriodTable.OfHeld(s_annual, [new(state, Second(s_annual))]);

        (table.Score, table.SchemeVersion, table.Sheets.ShouldHaveSingleItem().Sheet.SchemeVersion)
            .ShouldBe((70m, 1, 1));
    }

    // The sheet that both signed by the scheme counts as it is, whatever version scored it.
    [Fact]
    public void MonthThatWasSignedByTheScheme_CountsAsItWasSigned_WhateverVersionHeld()
    {
        var state = Open().Computed().Settled().State;

        foreach (var held in (ScoringScheme?[])[null, Scheme, Scheme with { Version = 9, Cap = 50m }])
        {
            PeriodTable.OfHeld(Scheme, [new(state, held)]).Months.ShouldHaveSingleItem()
                .ShouldBe(new TableMonth("2024-01", 95m, 1));
        }
    }

    [Fact]
    public void AnnualTable_ScoresTheFactsOfAllMonths_LateOnesOnceTheyAreCounted()
    {
        var marked = Open(Mark(s_annual, "marks/marks/marks/management", 10m)).Computed().Settled();
        var table = PeriodTable.Of(s_annual, [marked.State]);
        // 10 of 40 for management, the rest in full.
        (table.Score, table.Months.Length, table.Sheets.ShouldHaveSingleItem().Month).ShouldBe((70m, 0, null));

        var late = marked.When(Breach(ViolationClass.Class2, 2m, "found later"), Assessor, InFebruary).Next();
        PeriodTable.Of(s_annual, [late.State]).Score.ShouldBe(70m);
        var corrected = late.When(new CorrectMonth(Scheme, February, "late"), Assessor, InFebruary).Next();
        PeriodTable.Of(s_annual, [corrected.State]).Score.ShouldBe(68m);
        PeriodTable.Of(s_annual, []).Score.ShouldBeNull();
    }

    // Full marks for want of a measure are no result of a year; nor is a breach, which the months count.
    [Fact]
    public void AnnualTable_OfWhichNothingWasMeasured_HasNoScore()
    {
        foreach (var month in (MonthState[])
            [Open().Computed().State, Open(Breach(ViolationClass.Class2, 2m)).Computed().State])
        {
            var table = PeriodTable.Of(s_annual, [month]);
            (table.Score, table.Sheets.Length).ShouldBe((null, 0));
        }

        PeriodTable.Of(Seed3 with { Kind = SheetKind.Annual }, [Open().Computed().State]).Score.ShouldBe(95m);
    }

    [Fact]
    public void SpecialTable_IsTheMeanOfTheMonthsThatItWasMarkedIn_WithTheirSheets()
    {
        var marked = Open(Mark(s_special, "marks/marks/marks/safety", 5m)).Computed().State;

        var table = PeriodTable.Of(s_special, [marked, Open().Computed().State]);

        table.Score.ShouldBe(85m);
        table.Months.ShouldHaveSingleItem().SheetNumber.ShouldBeNull();
        table.Sheets.ShouldHaveSingleItem().Sheet.Lines.ShouldContain(l => l.Points == 5m);
    }

    // Nobody could agree to have a month scored by what had not begun; what was signed by it counts as it is.
    [Fact]
    public void Table_BeginsWithItsScheme_AndTakesWhatWasSignedByIt()
    {
        var month = Open(Mark(s_annual, "marks/marks/marks/management", 10m)).Computed().Settled().State;
        foreach (var scheme in (ScoringScheme[])[LineStation, s_annual])
        {
            PeriodTable.Of(scheme with { EffectiveFrom = January.StartsAt }, [month]).Score.ShouldNotBeNull();
            var later = PeriodTable.Of(scheme with { EffectiveFrom = January.StartsAt.AddTicks(1) }, [month]);
            (later.Score, later.Months.Length, later.Sheets.Length).ShouldBe((null, 0, 0));
        }

        var signed = PeriodTable.Of(Scheme with { Version = 9, EffectiveFrom = January.EndsAt }, [month]);
        signed.Months.ShouldHaveSingleItem().ShouldBe(new TableMonth("2024-01", 95m, 1));
    }

    // 12.5 of 15 is what the line of the signed sheet is worth: the same line of another scheme has its own weight.
    [Fact]
    public void PointsThatAnObjectionSays_AreOfTheSignedSheet_AndOfNoOtherTable()
    {
        var month = Open().Computed()
            .When(
                new DisputeLines(
                    1, [new DisputedLine(Id(500), "back-end/assurance/timeliness/restore", null, "cut", null)]),
                Finance, InFebruary).Next()
            .When(new DecideDispute(Id(500), true, 12.5m, "half of it"), Assessor, InFebruary).Next()
            .Again().State;

        PeriodTable.Of(Scheme, [month]).Score.ShouldBe(97.5m);
        PeriodTable.Of(Scheme with { Id = "other" }, [month]).Score.ShouldBe(95m);
        PeriodTable.Of(Scheme with { Id = "other", Kind = SheetKind.Annual }, [month]).Score.ShouldBe(95m);
    }

    // A fact that an objection took out counts nowhere.
    [Fact]
    public void FactThatAnObjectionTookOut_CountsInNoTable()
    {
        var month = Open().Computed()
            .When(
                new DisputeLines(
                    1, [new DisputedLine(Id(500), "back-end/assurance/timeliness/restore", Id(19), "cut", null)]),
                Finance, InFebruary).Next()
            .When(new DecideDispute(Id(500), true, null, "customer's"), Assessor, InFebruary).Next()
            .Again().State;

        PeriodTable.Of(Scheme with { Id = "other" }, [month]).Score.ShouldBe(100m);
    }

    // With another line in the place of one.
    private static ScoringScheme Second(ScoringScheme scheme)
    {
        var table = scheme.Tables[0];
        var (item, content) = (table.Items[0], table.Items[0].Contents[0]);
        var rules = content.Rules.Select(r => r.Id == "safety" ? r with { Id = "later" } : r);
        return scheme with
        {
            Version = 2,
            Tables = [table with { Items = [item with { Contents = [content with { Rules = [.. rules] }] }] }],
        };
    }

    // On a line that a later version has.
    private static RecordMark Later(RecordMark mark) =>
        mark with { MarkId = Id(901), Rule = mark.Rule with { Path = "marks/marks/marks/later" } };

    private static RecordMark Mark(ScoringScheme scheme, string path, decimal points) => new(
        January, Id(900), scheme.MarkedRules().Single(r => r.Path == path), points, new DateOnly(2024, 1, 9), null,
        "memo 4");
}
