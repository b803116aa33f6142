using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment.FollowUp;

/// <summary>What the tests of follow-up speak of.</summary>
internal static class FollowUpSamples
{
    public static readonly FollowUpRules Rules = RepoFiles.Policy<FollowUpRules>("follow-up", "default.v1.json");
    public static readonly DateTimeOffset Due = InJanuary.AddDays(5);

    public static readonly WarningFinding Finding = new(
        "kpi/a/b/restore", "heading", WarningTurn.Trips, "恢复及时率", "Restored on time", 91.5m, 95m, "zh", "en",
        new Audience(["contractor-manager"], ["log"]));

    public static readonly RectificationSource Source = new(
        RectificationSourceKind.Warning, Id(3), null, "预警", "warning");

    public static readonly RaiseRectification Raise = new(
        Id(40), "ZG-1", Source, ContractorId, "DW-A", "2024-01", "restore in time", "li", Due,
        Rules.Rectifications.Raised, Rules.Rectifications.Escalations);

    /// <summary>A report over one month with these orders.</summary>
    public static PublishReport Report(int onTime, int late) => new(
        ProcessReportState.OfContractor(ContractorId, "2024-01"),
        new ReportSubject(ReportKind.Contractor, "2024-01", "DW-A", [ContractorId]),
        Content(onTime, late), [], null);

    public static ReportContent Content(int onTime, int late)
    {
        var facts = Facts(onTime, late);
        var sheet = MonthScore.Of(facts, Seed3);
        var month = MonthState.None.WithOnly(facts.Orders) with
        {
            Month = January,
            Status = MonthStatus.Published,
            Sheet = new SheetOfNow(1, Seed3.SignOff, [], sheet, SheetStatement.Of(
                [], sheet.Score, Seed3.Settlement, MonthState.None)),
        };
        return ReportContents.Of(
            [new ReportedCrew(Company, month, facts.Orders, IndicatorFigures.Of(Seed3, facts))],
            IndicatorFigures.Of(Seed3, Facts(9, 1)), 3);
    }

    public static ContractorState Company => ContractorState.None with
    {
        ContractorId = ContractorId, Code = "DW-A", NameZh = "甲代维", NameEn = "Contractor A",
    };

    /// <summary>A law over seeds.</summary>
    public static void ForAllSeeds(Func<Random, bool> law) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => law(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
