using System.Net;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

public sealed class OrderListTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    [Fact]
    public async Task List_FiltersPagesAndRebuilds()
    {
        foreach (var code in new[] { "F1", "F2", "F3" })
        {
            await host.AddAssetAsync(code, "station-vip");
            var id = await host.ReportAsync(code);
            await host.SettledAsync();
            if (code == "F3")
            {
                await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
            }
        }

        await ExpectAsync();
        var live = (await host.ReadAsync("/work-orders?limit=500")).GetProperty("items").ToString();
        var projection = host.Services.GetServices<Projection>().Single(p => p.Name == "work_orders");
        await host.Services.GetRequiredService<ProjectionSchemas>()
            .RebuildAsync(projection, null, CancellationToken.None);
        (await host.ReadAsync("/work-orders?limit=500")).GetProperty("items").ToString().ShouldBe(live);
    }

    [Fact]
    public async Task List_UnknownStatusOrCursor_IsRefused()
    {
        await (await host.GetAsync("/api/v1/work-orders?status=odd"))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "request.parameter-invalid");
        await (await host.GetAsync("/api/v1/work-orders?cursor=odd"))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "page.cursor-invalid");
    }

    private async Task ExpectAsync()
    {
        (string Query, int Lines)[] expected =
        [
            ("open=true", 3), ("open=false", 0), ("status=dispatched&month=2024-03", 2),
            ("status=accepted&contractor=ALPHA", 1), ($"contractor={Alpha}", 3), ("contractor=BETA", 0),
            ("county=Huangpu&assetClass=station-vip", 3), ("county=Nowhere", 0), ("month=2024-02", 0),
            ("text=F2", 1), ("text=site", 3), ("limit=2", 2), ("workKind=repair&region=Shanghai", 3),
        ];
        foreach (var (query, lines) in expected)
        {
            var page = await host.ReadAsync("/work-orders?" + query);
            page.GetProperty("items").GetArrayLength().ShouldBe(lines, query);
            if (page.TryGetProperty("next", out var next))
            {
                var rest = await host.ReadAsync($"/work-orders?{query}&cursor={next.GetString()}");
                rest.GetProperty("items").GetArrayLength().ShouldBe(1);
            }
        }
    }
}
