using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>
/// Lists of recipients: the operator's and each contractor's, kept over the API, told in their language, erased with
/// their address. An urge is told to team leader and contractor manager.
/// </summary>
public sealed class RecipientHttpTests(RecipientHost host) : IClassFixture<RecipientHost>
{
    private static readonly (string, string)[] s_manager = As("operations-manager");
    private static readonly (string, string)[] s_alpha = As("contractor-dispatcher", Alpha);
    private static readonly (string, string)[] s_beta = As("contractor-dispatcher", Beta);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Urge_IsMailedToTheContractorsOwn_AndWhomNobodyKnowsStandsInTheOutbox()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await OkAsync(PutAsync("leader", Mail("team-leader", "lead@alpha.example", "en"), s_alpha));
        await OkAsync(PutAsync("leader", Mail("team-leader", "lead@beta.example", "en"), s_beta));
        await host.AddAssetAsync("M1", "station-vip");
        var id = await host.ReportAsync("M1");
        await host.SettledAsync();
        // No clock comes to a step within the half hour that this takes.
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        await host.DoAsync($"/work-orders/{id}:urge", new { note = "Hospital waits" }, As("dispatcher"));

        var mail = await host.Receiver.MailAsync(patience.Token);
        mail.ShouldContain("RCPT TO:<lead@alpha.example>");
        mail.ShouldContain("urged, time 1");
        mail.ShouldNotContain("=?utf-8?");

        var open = await GivenUpAsync(1, patience.Token);
        open[0].GetProperty("role").GetString().ShouldBe("contractor-manager");
        open[0].GetProperty("error").GetString().ShouldBe("recipient-unknown");
        await OkAsync(PutAsync("chief", Mail("contractor-manager", "chief@alpha.example"), s_manager, "ALPHA"));
        await host.DoAsync($"/notices/{open[0].GetProperty("id").GetGuid()}:retry", new { }, As("dispatcher"));
        mail = await host.Receiver.MailAsync(patience.Token);
        mail.ShouldContain("RCPT TO:<chief@alpha.example>");
        // Chinese and English, where the recipient says nothing of a language.
        mail.ShouldContain("=?utf-8?");
        await GivenUpAsync(0, patience.Token);

        await ErasedAsync(id, patience.Token);
    }

    private async Task ErasedAsync(Guid order, CancellationToken patience)
    {
        const string leader = "/notice-recipients/leader";
        (await host.ReadAsync(leader + "/address", s_alpha)).GetProperty("address").GetString()
            .ShouldBe("lead@alpha.example");
        var again = Request("leader", Mail("team-leader", "lead@alpha.example"), s_alpha, null, key: "once");
        await OkAsync(host.Client.SendAsync(again, patience));
        await host.DoAsync(leader + ":erase", new { reason = "Has left" }, s_alpha);
        (await host.GetAsync("/api/v1" + leader + "/address", s_alpha)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // A call that is repeated after the erasure brings nothing back.
        await OkAsync(host.Client.SendAsync(
            Request("leader", Mail("team-leader", "lead@alpha.example"), s_alpha, null, key: "once"), patience));
        (await host.GetAsync("/api/v1" + leader + "/address", s_alpha)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.ReadAsync("/notice-recipients", s_alpha)).GetProperty("recipients").EnumerateObject()
            .Select(r => r.Name).ShouldBe(["chief"]);
        (await host.ReadAsync(leader + "/address", s_beta)).GetProperty("address").GetString()
            .ShouldBe("lead@beta.example");

        await host.AdvanceToAsync(30);
        await host.DoAsync($"/work-orders/{order}:urge", new { }, As("dispatcher"));
        (await host.Receiver.MailAsync(patience)).ShouldContain("RCPT TO:<chief@alpha.example>");
        (await GivenUpAsync(1, patience))[0].GetProperty("role").GetString().ShouldBe("team-leader");
        await using var look = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select count(*) from log.event where body::text like '%.example%'");
        (await look.ExecuteScalarAsync(patience)).ShouldBe(0L);
    }

    [Fact]
    public async Task Recipient_ThatCannotBe_IsRefusedByCode()
    {
        await RefusedAsync(
            PutAsync("x", Mail("operations-manager", "a@b.example"), s_alpha),
            HttpStatusCode.UnprocessableEntity, "notice-recipients.role-not-contractors");
        await RefusedAsync(
            PutAsync("x", new { role = "team-leader", channel = "webhook", address = "http://10.0.0.1/" }, s_alpha),
            HttpStatusCode.UnprocessableEntity, "notice-recipients.channel-invalid");
        await RefusedAsync(
            PutAsync("x", Mail("team-leader", "one@b.example, two@b.example"), s_alpha),
            HttpStatusCode.UnprocessableEntity, "notice-recipients.address-invalid");
        await RefusedAsync(
            PutAsync("x", new { role = "team-leader", channel = "webhook", address = "file:///etc" }, s_manager),
            HttpStatusCode.UnprocessableEntity, "notice-recipients.address-invalid");
        await RefusedAsync(
            PutAsync("X Y", Mail("team-leader", "a@b.example"), s_manager),
            HttpStatusCode.UnprocessableEntity, "notice-recipients.code-invalid");
        await RefusedAsync(
            PutAsync("x", Mail("team-leader", "a@b.example"), Worker(Alpha)),
            HttpStatusCode.Forbidden, "actor.role-not-allowed");
        await RefusedAsync(
            PutAsync("x", Mail("team-leader", "a@b.example"), s_manager, "NOBODY"),
            HttpStatusCode.NotFound, "contractor.unknown");
        await RefusedAsync(
            host.GetAsync("/api/v1/notice-recipients", As("dispatcher")), HttpStatusCode.Forbidden,
            "actor.role-not-allowed");
        await RefusedAsync(
            host.GetAsync("/api/v1/notices", s_alpha), HttpStatusCode.Forbidden, "actor.role-not-allowed");
    }

    [Fact]
    public async Task List_ChangedMeanwhile_IsNotOverwritten()
    {
        await OkAsync(PutAsync("duty", Mail("operations-manager", "a@op.example"), s_manager));
        var list = await host.GetAsync("/api/v1/notice-recipients", s_manager);
        var version = list.Headers.ETag!.Tag;
        await OkAsync(PutAsync("duty", Mail("operations-manager", "b@op.example"), s_manager));
        var blind = Request("duty", Mail("operations-manager", "c@op.example"), s_manager, null, host.Key());
        blind.Headers.Remove("If-Match");
        (await host.Client.SendAsync(blind)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        var stale = Request("duty", Mail("operations-manager", "c@op.example"), s_manager, null, host.Key());
        stale.Headers.Remove("If-Match");
        stale.Headers.TryAddWithoutValidation("If-Match", version);

        (await host.Client.SendAsync(stale)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await host.ReadAsync("/notice-recipients/duty/address", s_manager)).GetProperty("address").GetString()
            .ShouldBe("b@op.example");
    }

    private static object Mail(string role, string address, string language = "both") =>
        new { role, channel = "smtp", address, language };

    private async Task<List<JsonElement>> GivenUpAsync(int count, CancellationToken patience)
    {
        while (true)
        {
            patience.ThrowIfCancellationRequested();
            var lines = (await host.ReadAsync("/notices", As("dispatcher"))).GetProperty("items").EnumerateArray()
                .ToList();
            if (lines.Count == count)
            {
                return lines;
            }
        }
    }

    private Task<HttpResponseMessage> PutAsync(
        string code, object body, (string Name, string Value)[] caller, string? contractor = null) =>
        host.Client.SendAsync(Request(code, body, caller, contractor, host.Key()));

    private static HttpRequestMessage Request(
        string code, object body, (string Name, string Value)[] caller, string? contractor, string key)
    {
        var query = contractor is null ? string.Empty : "?contractor=" + contractor;
        var request = new HttpRequestMessage(
            HttpMethod.Put, $"/api/v1/notice-recipients/{Uri.EscapeDataString(code)}{query}")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        foreach (var (name, value) in caller)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task OkAsync(Task<HttpResponseMessage> call)
    {
        var answer = await call;
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> call, HttpStatusCode status, string code) =>
        await (await call).ShouldBeProblemAsync(status, code);
}
