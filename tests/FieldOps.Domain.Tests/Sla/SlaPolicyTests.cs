using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla;

public sealed class SlaPolicyTests
{
    private static readonly SlaPolicy s_default = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");

    // The whole table of domain reference 6.2: accept, arrive U/S/R, restore U/S/R, repair hours, report hours.
    public static TheoryData<string, int, int[], int[], int, int> Matrix => new()
    {
        { "trunk1", 10, [60, 120, 240], [240, 300, 480], 24, 24 },
        { "trunk2", 10, [60, 120, 240], [300, 360, 540], 24, 24 },
        { "junction", 10, [60, 120, 240], [300, 360, 540], 24, 24 },
        { "local-backbone", 15, [60, 120, 240], [330, 390, 600], 48, 48 },
        { "aggregation", 15, [60, 120, 240], [330, 390, 600], 48, 48 },
        { "access", 20, [90, 150, 240], [390, 480, 720], 72, 48 },
        { "copper-distribution", 30, [120, 240, 480], [1440, 1440, 1440], 72, 48 },
        { "drop", 30, [120, 240, 480], [1440, 1440, 1440], 72, 48 },
        { "station-vip", 10, [60, 90, 180], [120, 180, 300], 24, 24 },
        { "station-a", 15, [60, 120, 240], [180, 240, 360], 24, 48 },
        { "station-b", 20, [90, 180, 240], [240, 360, 480], 48, 48 },
        { "station-c", 30, [120, 240, 480], [480, 600, 720], 72, 48 },
        { "station-village", 30, [120, 240, 480], [480, 600, 720], 72, 48 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void TermsFor_EveryLineOfTheTable_GivesItsLimits(
        string assetClass, int accept, int[] arrive, int[] restore, int repairHours, int reportHours)
    {
        for (var area = 0; area < SlaPolicy.AreaClasses.Length; area++)
        {
            var terms = s_default.TermsFor(assetClass, SlaPolicy.AreaClasses[area], "major", "repair", null).Terms!;

            terms.Limits.ShouldBe(
            [
                new ClockLimit(ClockKind.Accept, accept, false),
                new ClockLimit(ClockKind.Arrive, arrive[area], false),
                new ClockLimit(ClockKind.Restore, restore[area], true),
                new ClockLimit(ClockKind.Repair, repairHours * 60, true),
                new ClockLimit(ClockKind.Report, reportHours * 60, false),
            ]);
        }
    }

    [Theory]
    [InlineData("critical", 240)]
    [InlineData("major", 240)]
    [InlineData("minor", 480)]
    public void TermsFor_Severity_DoublesOnlyMinorAndOnlyRestore(string severity, int restore)
    {
        var terms = s_default.TermsFor("trunk1", "U", severity, "repair", null).Terms!;

        terms.LimitOf(ClockKind.Restore).ShouldBe(TimeSpan.FromMinutes(restore));
        terms.LimitOf(ClockKind.Accept).ShouldBe(TimeSpan.FromMinutes(10));
        terms.LimitOf(ClockKind.Repair).ShouldBe(TimeSpan.FromHours(24));
    }

    [Theory]
    [InlineData("no-such-class", "U", "major", "repair", "sla.no-line")]
    [InlineData("trunk1", "X", "major", "repair", "sla.area-unknown")]
    [InlineData("trunk1", "U", "odd", "repair", "sla.severity-unknown")]
    [InlineData("trunk1", "U", "warning", "repair", "sla.severity-no-order")]
    public void TermsFor_WhatTheTableDoesNotHave_IsRefused(
        string assetClass, string area, string severity, string kind, string code) =>
        s_default.TermsFor(assetClass, area, severity, kind, null).Refusal!.Code.ShouldBe(code);

    [Theory]
    [InlineData(240, 210)]
    [InlineData(null, 90)]
    [InlineData(20, 30)]
    public void TermsFor_Generation_IsBatteryLessMargin(int? battery, int onLoad)
    {
        var terms = s_default.TermsFor("station-b", "S", "major", "generation", battery).Terms!;

        terms.LimitOf(ClockKind.OnLoad).ShouldBe(TimeSpan.FromMinutes(onLoad));
        terms.LimitOf(ClockKind.Accept).ShouldBe(TimeSpan.FromMinutes(10));
        terms.LimitOf(ClockKind.Restore).ShouldBeNull();
    }

    [Fact]
    public void TermsFor_PlannedWorkWithAWarning_StillHasTerms() =>
        s_default.TermsFor("trunk1", "U", "warning", "guard", null).Terms!.LineId.ShouldBe("planned-work");

    [Fact]
    public void Default_EveryKindOfWorkOnEveryStation_HasALine()
    {
        foreach (var kind in WorkKinds.All)
        {
            s_default.LineFor("station-a", kind).ShouldNotBeNull(kind);
        }
    }

    [Fact]
    public void Default_IsFaultless_AndNamesItsSources()
    {
        SlaPolicyCheck.FaultsOf(s_default).ShouldBeEmpty();
        s_default.Lines.ShouldAllBe(l => l.Source.Length > 0);
    }

    public static TheoryData<string, string> Slips => new()
    {
        { "version", "version is 0; it starts at 1" },
        { "double-line", "line trunk1 appears twice" },
        { "double-cell", "line copy: trunk1/repair is already governed by line trunk1" },
        { "area", "line trunk1: clock Accept has no minutes for area R" },
        { "zero", "line trunk1: clock Accept, area U: 0 minutes is not 1 to 86400" },
        { "accept-late", "line trunk1: area U accepts later than it restores" },
        { "factor", "severity minor: restoreFactor must be above 0 and at most 10" },
        { "source", "line trunk1: source is empty" },
        { "margin", "line generation: onLoad.marginMinutes is below 0" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void FaultsOf_OneSlip_IsNamedExactly(string slip, string sentence) =>
        SlaPolicyCheck.FaultsOf(Broken(slip)).ShouldContain(sentence);

    private static SlaPolicy Broken(string slip)
    {
        var trunk = s_default.Lines[0];
        var generation = s_default.Lines.Single(l => l.Id == "generation");
        return slip switch
        {
            "version" => s_default with { Version = 0 },
            "double-line" => s_default with { Lines = [trunk, trunk] },
            "double-cell" => s_default with { Lines = [trunk, trunk with { Id = "copy" }] },
            "area" => With(trunk with { Limits = Accept(trunk, m => m.Remove("R")) }),
            "zero" => With(trunk with { Limits = Accept(trunk, m => m.SetItem("U", 0)) }),
            "accept-late" => With(trunk with { Limits = Accept(trunk, m => m.SetItem("U", 241)) }),
            "factor" => s_default with { Severities = [new SlaSeverity("minor", true, 0m)] },
            "source" => With(trunk with { Source = " " }),
            "margin" => With(generation with { OnLoad = generation.OnLoad! with { MarginMinutes = -1 } }),
            _ => throw new ArgumentOutOfRangeException(nameof(slip)),
        };
    }

    private static SlaPolicy With(SlaLine line) => s_default with { Lines = [line] };

    private static ImmutableArray<SlaLineLimit> Accept(
        SlaLine line, Func<ImmutableSortedDictionary<string, int>, ImmutableSortedDictionary<string, int>> change) =>
        line.Limits.SetItem(0, line.Limits[0] with { Minutes = change(line.Limits[0].Minutes) });
}
