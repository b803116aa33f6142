using System.Net;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Whole;

public sealed class StuckItemTests(WholeHost host) : IClassFixture<WholeHost>
{
    private const string Tenant = "stuck";

    [Fact]
    public async Task StuckItem_IsSeenRetriedAndDismissed()
    {
        var lamp = NameBasedId.Of(Guid.Empty, "bright");
        (await PostAsync($"/api/v1/lamps/{lamp}:watch", new { watts = 100 })).EnsureSuccessStatusCode();
        await host.Services.GetRequiredService<IFeedProgress>().WaitAllAsync(CancellationToken.None);

        var item = (await ListAsync()).ShouldHaveSingleItem();
        item.GetProperty("code").GetString().ShouldBe("lamp.too-bright");
        item.GetProperty("reactor").GetString().ShouldBe("second-lamp");
        item.GetProperty("facts").GetProperty("watts").GetString().ShouldBe("101");
        item.GetProperty("titleZh").GetString().ShouldNotBeNullOrEmpty();

        var path = $"/api/v1/stuck-items/{item.GetProperty("id").GetInt64()}";
        await (await PostAsync(path + ":retry", new { })).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "lamp.too-bright");
        (await PostAsync(path + ":dismiss", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ListAsync()).ShouldBeEmpty();
        await (await PostAsync(path + ":dismiss", new { })).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "stuck-item.unknown");
    }

    [Fact]
    public async Task StuckItems_ForAContractor_AreRefused()
    {
        var response = await host.GetAsync(
            "/api/v1/stuck-items", ("X-Contractor", NameBasedId.Of(Guid.Empty, "c").ToString()));
        await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body) =>
        host.PostAsync(path, body, path, ("X-Tenant", Tenant));

    private async Task<System.Text.Json.JsonElement[]> ListAsync()
    {
        var page = await (await host.GetAsync("/api/v1/stuck-items", ("X-Tenant", Tenant))).JsonAsync();
        return [.. page.GetProperty("items").EnumerateArray()];
    }
}
