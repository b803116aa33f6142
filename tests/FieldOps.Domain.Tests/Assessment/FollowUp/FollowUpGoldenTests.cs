using System.Text.Json;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.FollowUp.FollowUpSamples;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment.FollowUp;

/// <summary>The stored form of every event of watches, reports and tasks: it is read for ever.</summary>
public sealed class FollowUpGoldenTests
{
    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    private static readonly EntityDefinition[] s_definitions =
        [new MonthWatchEntity(), new RectificationEntity(), new ProcessReportEntity()];

    private static readonly Audience s_managers = new(["contractor-manager"], ["log", "webhook"]);
    private static readonly ReportReader s_company = new("contractor-finance", ContractorId);

    private static readonly Dictionary<string, IEvent> s_samples = Samples();

    public static TheoryData<string> Names => [.. s_definitions.SelectMany(d => d.Events.Keys).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsStoredAsTheGoldenFileSays(string name)
    {
        var type = s_definitions.SelectMany(d => d.Events).Single(e => e.Key == name).Value;
        var sample = s_samples[name];
        sample.ShouldBeOfType(type);
        var text = JsonSerializer.Serialize(sample, type, s_indented);
        RepoFiles.ShouldMatchGolden($"tests/FieldOps.Domain.Tests/golden/{name}.json", text);
        var back = JsonSerializer.Deserialize(text, type, PlatformJson.Options)!;
        JsonSerializer.Serialize(back, type, s_indented).ShouldBe(text);
    }

    private static Dictionary<string, IEvent> Samples() => new(StringComparer.Ordinal)
    {
        ["month-watch.started.v1"] = new MonthWatchStarted(January, InJanuary, 24),
        ["month-watch.check-due.v1"] = new MonthCheckDue(January, 1, InJanuary, InJanuary.AddDays(1)),
        ["month-watch.warning-raised.v1"] = new WarningRaised(Id(1), January, Finding, InJanuary),
        ["month-watch.warning-relapsed.v1"] = new WarningRelapsed(Id(1), Finding, InJanuary),
        ["month-watch.warning-closed.v1"] = new WarningClosed(
            Id(1), Finding with { Turn = WarningTurn.Clears }, InJanuary),
        ["month-watch.ended.v1"] = new MonthWatchEnded(InFebruary),
        ["rectification.raised.v1"] = new RectificationRaised(
            Id(40), "ZG-20240110-00001", Source, ContractorId, "DW-A", "2024-01", "restore in time", "li", Due,
            s_managers, [new OverdueStep(24, s_managers)], "a", InJanuary),
        ["rectification.submitted.v1"] = new RectificationSubmitted(1, "photo", "f", InJanuary),
        ["rectification.accepted.v1"] = new RectificationAccepted("good", "a", InJanuary),
        ["rectification.returned.v1"] = new RectificationReturned(
            "ZG-20240110-00001", "DW-A", 1, "blurred", Due, s_managers, "a", InJanuary),
        ["rectification.withdrawn.v1"] = new RectificationWithdrawn("no need", "a", InJanuary),
        ["rectification.escalated.v1"] = new RectificationEscalated(
            "ZG-20240110-00001", "DW-A", "restore in time", Due, 1, s_managers, Due),
        ["process-report.published.v1"] = new ReportPublished(
            Report(9, 1).ReportId, Report(9, 1).Subject, 2, Content(9, 1) with
            {
                Violations =
                    [new ReportViolation("DW-A", Id(70), Domain.Assessment.ViolationClass.Class2, "x", 2m, "e")],
                Corrections = [Note],
            },
            "re-opened", "a", InFebruary),
        ["process-report.circulated.v1"] = new ReportCirculated(
            Report(9, 1).Subject, 1, s_managers, [new ReportReader("contractor-manager"), s_company],
            InFebruary.AddDays(5), "a", InFebruary),
        ["process-report.acknowledged.v1"] = new ReportAcknowledged(1, s_company, "f", InFebruary),
        ["process-report.correction-noted.v1"] = new ReportCorrectionNoted(1, Note),
    };

    private static ReportCorrection Note => new(
        "DW-A", "2024-01", "late-facts", 95m, 91m, -4_800m, "late", "a", InFebruary);
}
