using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Settlement;

/// <summary>
/// Visits that a month counts from its own orders (domain reference, 7.6 model 5): count, standard visits, unit price,
/// total, and subtotals by speciality and contractor.
/// </summary>
public sealed class CountedVisitsTests
{
    private static readonly SettlementTerms s_shipped =
        RepoFiles.Policy<SettlementTerms>("settlement", "line-prices.v1.json");

    private static readonly SettlementTerms s_terms = Counting(
        ("fault", new CountedFrom("line", ["repair"]) { AssetClasses = ["access", "trunk1"] }),
        ("fault", new CountedFrom("stations", ["repair"]) { AssetClasses = ["station-a"] }),
        ("generation", new CountedFrom("stations", ["generation"])));

    private static readonly CountedVisits s_visits = CountedVisits.Of(s_terms)!;

    [Fact]
    public void ShippedPriceList_CountsNothing_SoThatNoMonthIsPaidOtherwise() =>
        CountedVisits.Of(s_shipped).ShouldBeNull();

    [Fact]
    public void EndedOrders_AreCountedByTypeAndSpeciality_WhoeverCausedThem()
    {
        OrderFact[] orders =
        [
            Order(1, true), Order(2, false), Order(3, true, Attributions.Customer),
            Order(4, true) with { AssetClass = "station-a" },
            // Still open, gone, of a class and of a kind that nothing counts.
            Order(5, true) with { Ended = null },
            Order(6, true) with { Withdrawn = new WithdrawnFact("cancelled", 7) },
            Order(7, true) with { AssetClass = "duct" },
            Order(8, true) with { WorkKind = "patrol" },
        ];
        var items = SettlementItems.Of([], 90m, s_visits, orders);

        items.Select(i => (StatementPaths.Of(i), i.Visits!.Count, i.AmountCny)).ShouldBe(
        [
            ("visits/line/fault", 3m, 720m), ("visits/stations/fault", 1m, 240m),
            ("visits/stations/generation", 0m, 0m),
        ]);
        items[0].TextEn.ShouldBe("line, Fault, counted from orders: 3 × 2 × 120.00 = 720.00");
        items[0].TextZh.ShouldBe("line 故障处理,按工单计次:3 × 2 × 120.00 = 720.00");
        items.ShouldAllBe(i => i.Refs.IsEmpty && i.Kind == StatementItemKind.Visits);
        var lines = new VisitLines(s_visits);
        orders.Select(lines.PathOf).ShouldBe(
        [
            "visits/line/fault", "visits/line/fault", "visits/line/fault", "visits/stations/fault", null, null, null,
            null,
        ]);
    }

    [Fact]
    public void Attribution_ThatTheListLeavesOut_IsNotPaid()
    {
        var visits = CountedVisits.Of(Counting(
            ("fault", new CountedFrom("line", ["repair"]) { ExcludedAttributions = [Attributions.Operator] })))!;
        SettlementItems.Of([], 90m, visits, [Order(1, true), Order(2, true, Attributions.Operator)])
            .Single().AmountCny.ShouldBe(240m);
    }

    [Fact]
    public void VisitsThatSomebodyTyped_PayNothingWhereTheyAreCounted_AndJoinTheSubtotals()
    {
        // The radio's faults are no line of the list: people type them as ever.
        WorkFact[] works =
        [
            Typed(1, "fault", "line", 9m), Typed(2, "inspection", "line", 1.5m), Typed(3, "fault", "radio", 2m),
        ];
        var items = SettlementItems.Of(works, 90m, s_visits, [Order(1, true), Order(2, true)]);

        items.Select(i => (i.Code, StatementPaths.Of(i)!, i.AmountCny)).ShouldBe(
        [
            ("fault", "visits/line/fault", 480m), ("fault", "visits/stations/fault", 0m), ("fault", WorkOf(1), 0m),
            ("fault", WorkOf(3), 480m), ("generation", "visits/stations/generation", 0m),
            ("inspection", WorkOf(2), 180m),
        ], ignoreOrder: true);
        items.Single(i => StatementPaths.Of(i) == WorkOf(1)).TextEn
            .ShouldBe("line, Fault: counted from orders, not paid again = 0.00");
        VisitSubtotal.Of(new Statement("m", 90m, [], 0m) { Items = items }).ShouldBe(
        [
            new VisitSubtotal("line", 3.5m, 5.5m, 660m), new VisitSubtotal("radio", 2m, 4m, 480m),
            new VisitSubtotal("stations", 0m, 0m, 0m), new VisitSubtotal(null, 5.5m, 9.5m, 1_140m),
        ]);
    }

    [Fact]
    public void MonthThatCountsNothing_IsStoredAsEver()
    {
        var items = SettlementItems.Of([Typed(1, "fault", "line", 9m)], 90m, null, [Order(1, true)]);
        items.Single().AmountCny.ShouldBe(2_160m);
        var stored = JsonSerializer.Serialize(items, PlatformJson.Options);
        stored.ShouldNotContain("\"visits\":{");
        stored.ShouldBe(JsonSerializer.Serialize(
            SettlementItems.Of([Typed(1, "fault", "line", 9m)], 90m), PlatformJson.Options));
        VisitSubtotal.Of(new Statement("m", 90m, [], 0m) { Items = items }).ShouldBeEmpty();
    }

    [Fact]
    public void CountingThatPaysAnOrderTwice_OrNamesWhatIsNot_IsTold() => Counting(
        ("fault", new CountedFrom("line", ["repair"]) { AssetClasses = ["access"] }),
        ("fault", new CountedFrom("line", ["repairs"]) { AssetClasses = ["duct"], ExcludedAttributions = ["client"] }),
        ("other", new CountedFrom("a/b", ["generation", "repair"])),
        ("test", new CountedFrom("line", []))).Faults().ShouldBe(
        [
            "visits/fault: repairs is no kind of work.", "visits/fault: client is no attribution.",
            "visits/test: countedFrom names no kind of work.",
            "visits/other: a speciality has 1 to 60 characters, none of them a slash.",
            "visits/fault: a speciality stands twice.",
            "visits/fault and visits/other: both count the same orders (repair).",
        ]);

    [Fact]
    public void CountingOfNothing_IsTold() => (s_shipped with
    {
        Visits = [s_shipped.Visits[0] with { CountedFrom = [] }],
    }).Faults().ShouldBe(["visits/fault: countedFrom names no orders."]);

    [Fact]
    public void Total_IsTheSumOverTheCountedOrders_WhateverTheirSequence() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            OrderFact[] orders = [.. Enumerable.Range(1, random.Next(0, 80)).Select(n => Drawn(n, random))];
            var items = SettlementItems.Of([], null, s_visits, orders);
            random.Shuffle(orders);
            var shuffled = SettlementItems.Of([], null, s_visits, orders);
            return items.Sum(i => i.AmountCny) == orders.Sum(WorthOf)
                && items.Sum(i => i.Visits!.Count) == orders.Count(o => WorthOf(o) > 0)
                && JsonSerializer.Serialize(items) == JsonSerializer.Serialize(shuffled);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    // By hand: what a driver who went there would claim.
    private static decimal WorthOf(OrderFact order) => order switch
    {
        { Withdrawn: not null } or { Ended: null } => 0m,
        { WorkKind: "repair", AssetClass: "access" or "trunk1" or "station-a" } => 2m * 120m,
        { WorkKind: "generation" } => 1.5m * 120m,
        _ => 0m,
    };

    private static OrderFact Drawn(int number, Random random)
    {
        var order = Order(number, random.Next(2) == 0, Attributions.All[random.Next(Attributions.All.Length)]) with
        {
            WorkKind = random.GetItems(["repair", "generation", "patrol"], 1)[0],
            AssetClass = random.GetItems(["access", "trunk1", "station-a", "duct"], 1)[0],
            Withdrawn = random.Next(5) == 0 ? new WithdrawnFact("transferred", 3) : null,
        };
        return random.Next(5) == 0 ? order with { Ended = null } : order;
    }

    private static SettlementTerms Counting(params (string Code, CountedFrom From)[] all) => s_shipped with
    {
        Visits =
        [
            .. s_shipped.Visits.Select(v => all.Any(a => a.Code == v.Code)
                ? v with { CountedFrom = [.. all.Where(a => a.Code == v.Code).Select(a => a.From)] }
                : v),
        ],
    };

    private static string WorkOf(int number) => $"work/{Id(number):D}";

    private static WorkFact Typed(int number, string code, string speciality, decimal count) => new(
        Id(number), "line-prices", 1, "memo", "a", InJanuary,
        Visits: new VisitCount(s_shipped.Visits.Single(v => v.Code == code), speciality, count));
}
