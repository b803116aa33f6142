using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.FollowUp.FollowUpSamples;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment.FollowUp;

/// <summary>Monthly process reports (domain reference, 5.7).</summary>
public sealed class ProcessReportTests
{
    private static readonly ProcessReportEntity s_entity = new();
    private static readonly ReportReader s_managers = new(ActorRoles.ContractorManager);
    private static readonly ReportReader s_company = new(ActorRoles.ContractorFinance, ContractorId);
    private static readonly CirculateReport s_circulate = new([s_managers, s_company], ["log"], 5);

    private static readonly ReportCorrection s_note = new(
        "DW-A", "2024-01", "late-facts", 95m, 91m, -4_800m, "late", "a", InFebruary);

    [Fact]
    public void Content_ShowsSheetIndicatorsAndTheGravestOverrunsFirst()
    {
        var content = Content(16, 4);
        content.Months.ShouldHaveSingleItem().Grade.ShouldNotBeNull();
        content.TopFaults.Length.ShouldBe(3);
        // 24,720 seconds on a limit of 330 minutes.
        content.TopFaults[0].ElapsedMinutes.ShouldBe(412m);
        content.TopFaults[0].OverrunPercent.ShouldBe(24.85m);
        content.Indicators.Where(i => i.ContractorCode is null).ShouldNotBeEmpty();
        var missed = content.Indicators.First(i => i is { ContractorCode: "DW-A", IsMet: false });
        content.HasLine("DW-A", missed.Path).ShouldBeTrue();
        content.HasLine("DW-B", missed.Path).ShouldBeFalse();
        content.HasLine("DW-A", "no/such/line").ShouldBeFalse();
    }

    [Fact]
    public void Published_SayingTheSame_ChangesNothing_AndAnotherNeedsAReason()
    {
        var report = Published();
        report.When(Report(9, 1), Assessor, InFebruary).ThenNothing();
        report.When(Report(8, 2), Assessor, InFebruary).ThenRefused(ProcessReportRefusals.ReasonMissing);
        var second = report.When(Report(8, 2) with { Reason = "re-opened" }, Assessor, InFebruary);
        second.Single<ReportPublished>().Edition.ShouldBe(2);
        second.State.Editions[0].Content.Months[0].OrdersCounted.ShouldBe(10);
        Decisions.Shown(second.State.Editions[0]).ShouldBe(Decisions.Shown(report.State.Editions[0]));
    }

    [Fact]
    public void Publishing_WithoutSheetsOrWithOpenMonths_IsRefused()
    {
        var none = Decisions.Given(s_entity);
        none.When(Report(9, 1) with { Unpublished = ["DW-A"] }, Assessor, InFebruary)
            .ThenRefused(ProcessReportRefusals.MonthsOpen).Facts["contractors"].ShouldBe("DW-A");
        none.When(Report(9, 1) with { Content = Content(9, 1) with { Months = [] } }, Assessor, InFebruary)
            .ThenRefused(ProcessReportRefusals.Empty);
        none.When(Report(9, 1), Finance, InFebruary).ThenRefused(ActorRefusals.RoleNotAllowed);
        none.When(Report(9, 1), new Actor("x", ActorRoles.Dispatcher), InFebruary)
            .ThenRefused(ActorRefusals.RoleNotAllowed);
        none.When(s_circulate, Assessor, InFebruary).ThenRefused(ProcessReportRefusals.Unknown);
    }

    [Fact]
    public void Circulated_WaitsForEachReader_AndHearsNobodyElse()
    {
        var sent = Published().When(s_circulate, Assessor, InFebruary).Next();
        sent.When(s_circulate, Assessor, InFebruary).ThenNothing();
        sent.State.UnreadOf(1).ShouldBe([s_managers, s_company]);
        var read = sent.When(new AcknowledgeReport(1), Finance, InFebruary).Next();
        read.When(new AcknowledgeReport(1), Finance, InFebruary).ThenNothing();
        read.State.UnreadOf(1).ShouldBe([s_managers]);
        read.When(new AcknowledgeReport(1), Head, InFebruary).ThenRefused(ProcessReportRefusals.NotReader);
        read.When(new AcknowledgeReport(2), Assessor, InFebruary).ThenRefused(ProcessReportRefusals.Unknown);
        read.When(new AcknowledgeReport(1), Finance with { ContractorId = Id(9) }, InFebruary)
            .ThenRefused(ProcessReportRefusals.Unknown);
        sent.When(s_circulate with { Readers = [new ReportReader("x", Id(9))] }, Assessor, InFebruary)
            .ThenRefused(ProcessReportRefusals.ReadersInvalid);
        sent.When(s_circulate with { Readers = [] }, Assessor, InFebruary)
            .ThenRefused(ProcessReportRefusals.ReadersInvalid);
    }

    [Fact]
    public void ReportOfABranch_IsNoContractorsToRead()
    {
        var branch = Report(9, 1) with
        {
            Subject = new ReportSubject(ReportKind.Branch, "2024-01", "Shanghai", [ContractorId]),
        };
        Decisions.Given(s_entity).When(branch, Assessor, InFebruary).Next().When(s_circulate, Assessor, InFebruary)
            .ThenRefused(ProcessReportRefusals.ReadersInvalid);
    }

    [Fact]
    public void AnythingLater_LeavesEveryEditionAsItWas() => ForAllSeeds(random =>
    {
        var report = Published();
        for (var step = 0; step < 15; step++)
        {
            var before = report.State.Editions.Select(Decisions.Shown).ToArray();
            ICommand wish = random.Next(4) switch
            {
                0 => Report(random.Next(5, 12), random.Next(3)) with { Reason = "again" },
                1 => new NoteReportCorrection(s_note),
                2 => new AcknowledgeReport(random.Next(1, 4)),
                _ => s_circulate,
            };
            var by = wish is NoteReportCorrection ? Actor.System : Assessor;
            report = report.And(report.When(wish, by, InFebruary).Events);
            if (!report.State.Editions.Take(before.Length).Select(Decisions.Shown).SequenceEqual(before))
            {
                return false;
            }
        }

        return report.State.Editions.Select(e => e.Number).SequenceEqual(
            Enumerable.Range(1, report.State.Editions.Length));
    });

    private static Given<ProcessReportState> Published() =>
        Decisions.Given(s_entity).When(Report(9, 1), Assessor, InFebruary).Next();
}
