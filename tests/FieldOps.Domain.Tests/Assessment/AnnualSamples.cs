using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>The year 2024 of a contractor, weighed 90 to 10.</summary>
internal static class AnnualSamples
{
    public static readonly AnnualAssessmentEntity Entity = new();
    public static readonly DateTimeOffset InJanuary2025 = new(2025, 1, 10, 4, 0, 0, TimeSpan.Zero);
    public static readonly YearRef Year = YearRef.Of(ContractorId, "DW-A", MonthsOf("2024"), Zone);

    public static CompositeScheme Composite { get; } =
        RepoFiles.Policy<CompositeScheme>("composites", "annual-90-10.v1.json");

    /// <summary>96 of the months and 71.5 of the year: 0.9 x 96 + 0.1 x 71.5 = 93.55.</summary>
    public static DrawUpAnnual DrawUp { get; } = new(
        Year, Composite, [], [Table("line-station", 96m), Table("annual-province", 71.5m, SheetKind.Annual)],
        [new("2024-11", 1, 0, 97m, "A"), new("2024-12", 2, 1, 95m, "A")], [], null);

    public static Given<AnnualState> Drawn(DrawUpAnnual? wish = null) =>
        Decisions.Given(Entity).When(wish ?? DrawUp, Assessor, InJanuary2025).Next();

    public static ApproveAnnual Approve(int edition, DrawUpAnnual? now = null) =>
        new(edition, [.. (now ?? DrawUp).Months.Select(m => m.Source())]);

    public static PeriodTable Table(string scheme, decimal? score, SheetKind kind = SheetKind.Monthly) =>
        new(scheme, 1, kind, scheme, scheme, score, [], []);

    private static ImmutableArray<MonthKey> MonthsOf(string year) =>
        YearRef.TryMonthsOf(year, out var months) ? months : throw new InvalidOperationException(year);
}
