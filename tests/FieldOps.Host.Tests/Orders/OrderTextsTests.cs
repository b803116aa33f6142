using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Orders;

public sealed class OrderTextsTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    [Fact]
    public void EveryRefusalOfAnOrder_HasItsOwnTextInBothLanguages()
    {
        var texts = host.Services.GetRequiredService<ProblemCatalog>().All.ToDictionary(t => t.Code);

        WorkOrderRefusals.All.ShouldAllBe(code => texts.ContainsKey(code));
        WorkOrderRefusals.All.Length.ShouldBeGreaterThan(40);
    }
}
