using System.Collections.Immutable;
using FieldOps.Assessment;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Config;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Money;

/// <summary>What a price list that counts must satisfy at the start, and which of its orders are explained.</summary>
public sealed class CountedVisitsPartsTests
{
    [Theory]
    [InlineData("access", null)]
    [InlineData("acess", "acess is no class of asset")]
    public void List_ThatCountsAClassThatIsNone_StopsTheStart(string assetClass, string? fault)
    {
        const string Fault = "\"code\": \"fault\",";
        using var policies = new PolicyCopy().Change("settlement/line-prices.v1.json", (Fault, Fault + $$"""
            "countedFrom": [{ "speciality": "line", "workKinds": ["repair"], "assetClasses": ["{{assetClass}}"] }],
            """));
        var start = () => new SettlementChoice(new PolicyFolder(policies.Path));
        if (fault is null)
        {
            start().All.ShouldNotBeEmpty();
        }
        else
        {
            Should.Throw<PolicyFormatException>(start).Message.ShouldContain(fault);
        }
    }

    // A long line takes nothing from the ones behind it, and many lines do not make the answer long.
    [Fact]
    public void OrdersOfEachLine_AreShownUpToItsShareOfTheBound()
    {
        OrderFact Order(int number, string assetClass) => new(
            NameBasedId.Of(Guid.Empty, $"{number}"), $"GD-{number:00000}", null, Guid.Empty, assetClass, "repair",
            DateTimeOffset.UnixEpoch, 0, new EndedFact(Attributions.Customer, [], 0, 0, 0));
        var price = new VisitPrice("fault", "故障处理", "Fault", 2m, 120m, "7.6 (5)")
        {
            CountedFrom =
            [
                new CountedFrom("line", ["repair"]) { AssetClasses = ["access"] },
                new CountedFrom("stations", ["repair"]) { AssetClasses = ["station-a"] },
            ],
        };
        var orders = Enumerable.Range(1, MonthExplained.OrdersMax + 1).Select(n => Order(n, "access"))
            .Append(Order(9_999, "station-a"));
        var visits = ExplainedVisits.Of(MonthState.None with
        {
            Visits = new CountedVisits("line-prices", 2, [price]),
            Orders = orders.ToImmutableSortedDictionary(o => o.OrderId, o => o),
        });

        ExplainedVisits.ShownOf(visits, "visits/line/fault").Count().ShouldBe(MonthExplained.OrdersMax / 2);
        ExplainedVisits.ShownOf(visits, "visits/stations/fault").Single().Number.ShouldBe("GD-09999");
    }
}
