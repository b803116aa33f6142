using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;

namespace FieldOps.Cli.Tests;

/// <summary>Facts of a month of every kind, by chance: orders, records of people, works, and what comes late.</summary>
internal static class MonthAuditFacts
{
    private static readonly SettlementTerms s_terms =
        RepoFiles.Policy<SettlementTerms>("settlement", "line-prices.v1.json");

    public static IEnumerable<ICommand> Facts(MonthRef month, Random random)
    {
        var day = new DateOnly(2024, 1, 20);
        for (var number = 1; number <= random.Next(5, 60); number++)
        {
            yield return new RecordOutcome(month, Outcome(month, number, random), 0);
        }

        foreach (var (indicator, index) in Indicators.All.Select((i, n) => (i.Word, n)).Where(_ => random.Next(2) == 0))
        {
            yield return new RecordReading(
                month, NameBasedId.Of(month.EntityId, $"r{index}"), indicator, random.Next(800, 1001), 1000, day, "x");
        }

        string[] kinds = ["false-reply", "off-channel", "complaint-group"];
        foreach (var kind in kinds)
        {
            yield return new RecordFinding(month, new FindingFact(
                NameBasedId.Of(month.EntityId, kind), kind, null, null, random.Next(3), "x", month.StartsAt, 0));
        }

        var daily = new MarkedRule("daily-marks", "marks/marks/marks/quality", 40m);
        yield return new RecordMark(
            month, NameBasedId.Of(month.EntityId, "m"), daily, random.Next(1, 4000) / 100m, day, null, "x");
        yield return new CorrectMark(NameBasedId.Of(month.EntityId, "m"), new(daily, random.Next(1, 400) / 100m), "x");
        yield return new RecordViolation(
            month, NameBasedId.Of(month.EntityId, "v"), ViolationClass.Class2, "error", 2.5m, "x", month.StartsAt,
            new CreditRules(100m, 1m, 10m, "x"));
        foreach (var work in Works(month, random))
        {
            yield return new RecordWork(month, work);
        }

        yield return new WithdrawWork(NameBasedId.Of(month.EntityId, "visits"), "another contractor's");
    }

    // What people found when the month was frozen.
    public static IEnumerable<ICommand> Late(MonthRef month, Random random)
    {
        const string Why = "found on the 5th";
        var day = new DateOnly(2024, 1, 25);
        var reading = NameBasedId.Of(month.EntityId, "late reading");
        yield return new RecordViolation(
            month, NameBasedId.Of(month.EntityId, "late v"), ViolationClass.Class2, "error", 1.5m, "x", month.StartsAt,
            new CreditRules(100m, 1m, 10m, "x")) { LateReason = Why };
        yield return new RecordFinding(month, new FindingFact(
            NameBasedId.Of(month.EntityId, "late f"), "off-channel", null, null, 0, "x", month.EndsAt, 0))
        {
            LateReason = Why,
        };
        yield return new RecordMark(
            month, NameBasedId.Of(month.EntityId, "late m"), new("daily-marks", "marks/marks/marks/quality", 40m),
            random.Next(1, 400) / 100m, day, null, "x") { LateReason = Why };
        yield return new CorrectMark(NameBasedId.Of(month.EntityId, "m"), null, "another's") { LateReason = Why };
        yield return new RecordReading(
            month, reading, Indicators.All[0].Word, random.Next(800, 1001), 1000, day, "x") { LateReason = Why };
        yield return new CorrectReading(reading, random.Next(800, 1001), 1000, "recount") { LateReason = Why };
        yield return new RecordWork(month, new WorkFact(
            NameBasedId.Of(month.EntityId, "late w"), "line-prices", 1, "x", "", default,
            Fine: new PricedCount(s_terms.Fines[1], 3))) { LateReason = Why };
        yield return new WithdrawWork(NameBasedId.Of(month.EntityId, "major"), "typed twice") { LateReason = Why };
    }

    private static IEnumerable<WorkFact> Works(MonthRef month, Random random)
    {
        WorkFact Work(string name) =>
            new(NameBasedId.Of(month.EntityId, name), "line-prices", 1, "x", "", default);
        decimal[] hours = [.. Enumerable.Range(0, 20).Select(_ => random.Next(12_000, 20_000) / 100m)];
        yield return Work("seats") with
        {
            Seats = new SeatMonth(
                [new SeatHours(SeatKind.Agent, [.. hours]), new SeatHours(SeatKind.Overtime, [.. hours])],
                random.Next(70, 100), random.Next(70, 100), null, s_terms.Seats!),
        };
        yield return Work("bonus") with { Bonus = new OverAchievement(random.Next(1, 99_999) / 100m, true, 20m) };
        foreach (var kind in new[] { "private-line", "solution" })
        {
            yield return Work(kind) with
            {
                Project = new ProjectWork(
                    "P", "B", kind, (ProjectCourse)random.Next(4), random.Next(1, 3_000_000), 33.3m, false,
                    s_terms.Projects!.Fees.First(f => f.Level == "B" && f.Kind == kind).Cny,
                    s_terms.Projects.BuiltByAnother),
            };
        }

        // Lengths of one price list add up over the month, whichever work names them.
        var split = s_terms.Cables! with { SplitAtEdge = random.Next(2) == 0 };
        foreach (var name in new[] { "cables", "further cables" })
        {
            var cables = Enumerable.Range(0, 9).Select(n => new CableInCare(
                $"{name} {n}", s_terms.Cables!.Prices[n % 3].Code, random.Next(1, 700_000) / 1000m,
                new DateOnly(2020, 1, 1).AddDays(random.Next(900)), n % 4 == 0 ? "East" : null));
            yield return Work(name) with { Cables = new CableMonth([.. cables], 12.3m, split) };
        }

        yield return Work("visits") with { Visits = new VisitCount(s_terms.Visits[2], "stations", 7.5m) };
        yield return Work("assets") with { Assets = new AssetCount(s_terms.Assets[0], 10.55m, 17, 31) };
        yield return Work("fine") with { Fine = new PricedCount(s_terms.Fines[8], 2) };
        yield return Work("major") with { MajorEvent = new PricedCount(s_terms.MajorEvents[1], 1) };
        yield return Work("audit") with { Audit = new AuditedRevenue("J", 12.34m) };
    }

    public static OrderOutcome Outcome(MonthRef month, int number, Random random)
    {
        var at = month.StartsAt.AddMinutes(random.Next(40_000));
        var elapsed = TimeSpan.FromSeconds(random.Next(60, 60_000));
        ClockResult Clock(ClockKind kind) => new(
            kind, 330, at, at + elapsed, elapsed, TimeSpan.Zero, at,
            random.Next(6) == 0 ? ClockOutcome.Late : ClockOutcome.OnTime);
        return new OrderOutcome(
            NameBasedId.Of(month.EntityId, $"o{number}"), $"GD-{number:00000}", month.ContractorId, null,
            NameBasedId.Of(month.EntityId, $"a{random.Next(20)}"), "access", "Shanghai", "x", "repair", at,
            random.Next(8) == 0 ? "customer" : "contractor-scope",
            [Clock(ClockKind.Accept), Clock(ClockKind.Restore)], random.Next(9) == 0, 0, random.Next(9) / 8);
    }
}
