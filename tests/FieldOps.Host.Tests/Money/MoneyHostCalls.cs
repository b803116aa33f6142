using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Money;

/// <summary>Calls below /api/v1 that see all that was recorded before, and what they should be answered.</summary>
internal static class MoneyHostCalls
{
    public static async Task<HttpResponseMessage> CallAsync(
        this MoneyHost host, HttpMethod method, string path, object? body, params (string, string)[] headers)
    {
        var end = await host.Services.GetRequiredService<IFeedProgress>().LogEndAsync(CancellationToken.None);
        return await host.SendAsync(method, "/api/v1" + path, body, [.. headers, ("X-Wait-Position", $"{end}")]);
    }

    public static Task<HttpResponseMessage> PostAsync(
        this MoneyHost host, string path, object? body, params (string, string)[] headers) =>
        host.CallAsync(HttpMethod.Post, path, body, headers);

    /// <summary>What a call that is accepted answers.</summary>
    public static async Task<JsonElement> OkAsync(
        this MoneyHost host, HttpMethod method, string path, object? body, params (string, string)[] headers)
    {
        var answer = await host.CallAsync(method, path, body, headers);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.JsonAsync();
    }

    /// <inheritdoc cref="OkAsync(MoneyHost, HttpMethod, string, object?, ValueTuple{string, string}[])"/>
    public static Task<JsonElement> OkAsync(
        this MoneyHost host, string path, object? body, params (string, string)[] headers) =>
        host.OkAsync(HttpMethod.Post, path, body, headers);

    /// <summary>The problem of a call that is refused.</summary>
    public static async Task<JsonElement> RefusedAsync(
        this MoneyHost host, string path, object? body, HttpStatusCode status, string code,
        params (string, string)[] headers) =>
        await (await host.PostAsync(path, body, headers)).ShouldBeProblemAsync(status, code);

    /// <summary>The same for 409: the state of what was asked is in the way.</summary>
    public static Task<JsonElement> RefusedAsync(
        this MoneyHost host, string path, object? body, string code, params (string, string)[] headers) =>
        host.RefusedAsync(path, body, HttpStatusCode.Conflict, code, headers);
}
