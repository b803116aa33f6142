using System.Net;
using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Months of the lowest letter, and what is proposed for them.</summary>
internal static class MoneyHostSuspensions
{
    public static readonly (string, string)[] Head = [("X-Role", "department-head"), ("X-Actor", "head")];

    /// <summary>Months with a class-1 breach, signed by both sides and published.</summary>
    public static async Task PublishLowestAsync(this MoneyHost host, string code, params string[] months)
    {
        foreach (var month in months)
        {
            var breach = new { @class = "class1", kind = "leak", evidence = "x", occurredAt = $"{month}-10T00:00:00Z" };
            (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/{month}/violations", breach)).StatusCode
                .ShouldBe(HttpStatusCode.OK);
            await host.PublishMonthAsync(code, month);
        }
    }

    /// <summary>From the freeze to the publication.</summary>
    public static async Task PublishMonthAsync(this MoneyHost host, string code, string month)
    {
        await host.DoAsync(code, month, "freeze", null);
        await host.DoAsync(code, month, "compute", null);
        await host.DoAsync(code, month, "confirm", null, Finance(code));
        await host.DoAsync(code, month, "approve", null, Head);
        await host.DoAsync(code, month, "publish", null);
    }

    /// <summary>One asks, another opens the month again.</summary>
    public static async Task ReopenAsync(this MoneyHost host, string code, string month)
    {
        await host.DoAsync(code, month, "ask-reopening", new { reason = "meter was wrong" });
        await host.DoAsync(code, month, "reopen", null, Head);
    }

    /// <summary>The register says that the contractor has left.</summary>
    public static Task LeavesAsync(this MoneyHost host, string code) =>
        host.RegisterAsync(code, new ChangeStanding(ContractorStanding.Exited, "exit completed"));

    /// <summary>What the product itself tells the register.</summary>
    public static async Task RegisterAsync(this MoneyHost host, string code, ICommand command) =>
        (await host.Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", ContractorIds.ContractorType, IdOf(code)), command,
            new AskContext(Actor.System, NameBasedId.Of(IdOf(code), command.GetType().Name)), CancellationToken.None))
        .ShouldBeOfType<Answer.Accepted>();

    public static async Task<JsonElement[]> ProposalsAsync(this MoneyHost host, string code)
    {
        await host.WeighedAsync();
        var list = await host.ReadAsync($"/api/v1/suspensions?contractor={code}");
        return [.. list.GetProperty("items").EnumerateArray()];
    }

    /// <summary>Months of all events so far are weighed.</summary>
    public static Task WeighedAsync(this MoneyHost host) =>
        host.Services.GetRequiredService<IFeedProgress>()
            .WaitToEndAsync("suspensions-weighed", CancellationToken.None);

    /// <summary>One step of a month, which is accepted.</summary>
    public static async Task DoAsync(
        this MoneyHost host, string code, string month, string step, object? body,
        params (string, string)[] headers) =>
        (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/{month}:{step}", body, headers)).StatusCode
        .ShouldBe(HttpStatusCode.OK, $"{month} {step}");
}
