using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Whole;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Orders;

/// <summary>The whole host with two contractors, an own crew, a lot of stations and a lot of trunk guards.</summary>
public class OrdersHost : WholeHost, IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly Guid Alpha = ContractorIds.Contractor("default", "ALPHA");
    public static readonly Guid Beta = ContractorIds.Contractor("default", "BETA");

    private int _keys;

    protected override DateTimeOffset? SimulatedStart => Start;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await RegisterAsync("ALPHA", ContractorKind.Contractor);
        await RegisterAsync("BETA", ContractorKind.Contractor);
        await RegisterAsync("HOUSE", ContractorKind.InHouse);
        await OpenLotAsync("STATIONS", ["station-vip"], [], ("ALPHA", 100m));
        await OpenLotAsync("GUARDS", ["trunk1"], ["guard", "patrol"], ("BETA", 100m));
    }

    public static (string, string)[] As(string role, Guid? contractor = null) =>
        contractor is { } id
            ? [("X-Actor", role + "-1"), ("X-Role", role), ("X-Contractor", id.ToString("D"))]
            : [("X-Actor", role + "-1"), ("X-Role", role)];

    public static (string, string)[] Worker(Guid contractor) => As("field-worker", contractor);

    public string Key() => $"k{Interlocked.Increment(ref _keys)}";

    public Task<HttpResponseMessage> PostAsync(string path, object body, (string, string)[] caller) =>
        PostAsync("/api/v1" + path, body, Key(), caller);

    public async Task<JsonElement> DoAsync(string path, object body, (string, string)[] caller)
    {
        var response = await PostAsync(path, body, caller);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.JsonAsync();
    }

    public async Task<JsonElement> ReadAsync(string path, params (string, string)[] caller)
    {
        await SettledAsync();
        var response = await GetAsync("/api/v1" + path, caller);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    public Task SettledAsync() => Services.GetRequiredService<IFeedProgress>().WaitAllAsync(CancellationToken.None);

    public Task AdvanceToAsync(double minute) =>
        DoAsync("/clock:advance", new { to = Start.AddMinutes(minute) }, As("dispatcher"));

    /// <summary>Puts a contractor manager who takes mail on the operator's list.</summary>
    public async Task ListAsync(string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/notice-recipients/{code}")
        {
            Content = JsonContent.Create(
                new { role = "contractor-manager", channel = "smtp", address = $"{code}@example.com" }),
        };
        request.Headers.Add("Idempotency-Key", Key());
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        foreach (var (name, value) in As("operations-manager"))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await Client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public Task AddAssetAsync(string code, string assetClass, params string[] tags) => DoAsync(
        "/assets",
        assetClass.StartsWith("station", StringComparison.Ordinal)
            ? new
            {
                code, name = "Site " + code, assetClass, areaClass = "U", region = "Shanghai", county = "Huangpu",
                tags,
                station = new { batteryMinutes = 180 },
            }
            : new
            {
                code, name = "Section " + code, assetClass, areaClass = "U", region = "Shanghai", county = "Huangpu",
                tags,
                line = new { sheathKm = 80 },
            },
        As("dispatcher"));

    public async Task<Guid> ReportAsync(string code, double minute = 0)
    {
        var ticket = await DoAsync(
            "/tickets",
            new
            {
                assetCode = code, severity = "major", probableCause = "antennaFailure", description = "无信号",
                occurredAt = Start.AddMinutes(minute),
            },
            As("dispatcher"));
        return Domain.WorkOrders.WorkOrderEntity.IdForTicket(ticket.GetProperty("ticketId").GetGuid());
    }

    private Task RegisterAsync(string code, ContractorKind kind)
    {
        var id = ContractorIds.Contractor("default", code);
        return AskAsync(
            new EntityKey("default", ContractorIds.ContractorType, id),
            new RegisterContractor(id, code, kind, code, code, string.Concat(code.Where(char.IsAsciiLetterOrDigit))));
    }

    public Task OpenLotAsync(
        string code, string[] classes, string[] kinds, params (string Contractor, decimal Percent)[] shares)
    {
        var id = ContractorIds.Lot("default", code);
        var terms = new LotTerms(
            code, code, [.. classes], ["Shanghai/*"], [.. kinds], false, OutsourcingMode.Partial,
            [
                .. shares.Select(s => new LotShare(
                    ContractorIds.Contractor("default", s.Contractor), s.Contractor, s.Percent, null)),
            ],
            100_000m, 100, Start.AddYears(-1), null);
        return AskAsync(new EntityKey("default", ContractorIds.LotType, id), new OpenLot(id, code, terms, []));
    }

    private async Task AskAsync(EntityKey key, ICommand command)
    {
        var context = new AskContext(new Actor("m-1", ActorRoles.ContractorManager), NameBasedId.Of(key.Id, "test"));
        var answer = await Services.GetRequiredService<IEntities>().AskAsync(
            key, command, context, CancellationToken.None);
        (answer as Answer.Refused)?.Refusal.ToString().ShouldBeNull();
    }
}
