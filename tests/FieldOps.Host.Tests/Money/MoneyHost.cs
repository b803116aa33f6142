using System.Net.Http.Json;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Whole;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Money;

/// <summary>The whole host in February 2024, so that January can be closed.</summary>
public class MoneyHost : WholeHost
{
    public static readonly DateTimeOffset InJanuary = new(2024, 1, 10, 4, 0, 0, TimeSpan.Zero);

    private int _calls;

    protected override DateTimeOffset? SimulatedStart => new DateTimeOffset(2024, 2, 5, 4, 0, 0, TimeSpan.Zero);

    /// <summary>The database of the class is shared: every test has contractors of its own.</summary>
    public async Task<string> ContractorAsync(string name)
    {
        var code = $"{name}-{Interlocked.Increment(ref _calls)}";
        var answer = await SendAsync(
            HttpMethod.Post, "/api/v1/contractors",
            new
            {
                code, kind = "contractor", nameZh = "甲代维", nameEn = "Contractor " + code,
                organisation = CompanyOf(code),
            });
        answer.EnsureSuccessStatusCode();
        return code;
    }

    /// <summary>The company behind a contractor: each is one of its own.</summary>
    public static string CompanyOf(string contractor) => string.Concat(contractor.Where(char.IsAsciiLetterOrDigit));

    /// <summary>A contract in force from January on that agrees on a scoring scheme.</summary>
    public async Task<string> AgreeAsync(string contractor, string lot, string scheme)
    {
        (string, string)[] head = [("X-Role", "department-head"), ("X-Actor", "head")];
        var code = "HT-" + contractor;
        var terms = ContractHttpTests.Terms(contractor, lot, ContractHttpTests.Clauses, scheme: scheme);
        (await SendAsync(HttpMethod.Post, "/api/v1/contracts", new { code, terms })).EnsureSuccessStatusCode();
        foreach (var side in ((string, string)[][])[head, Finance(contractor)])
        {
            (await SendAsync(HttpMethod.Post, $"/api/v1/contracts/{code}:sign", null, side))
                .EnsureSuccessStatusCode();
        }

        return code;
    }

    public async Task<string> LotAsync(decimal fee, params (string Code, decimal Share)[] shares)
    {
        var code = $"LOT-{Interlocked.Increment(ref _calls)}";
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/lots", new { code, terms = Terms(code, fee, shares) });
        answer.EnsureSuccessStatusCode();
        return code;
    }

    /// <summary>A lot whose shares name fees of their own.</summary>
    public async Task<string> OwnFeesAsync(params (string Code, decimal Share, decimal Fee)[] shares)
    {
        var code = $"LOT-{Interlocked.Increment(ref _calls)}";
        var own = shares.Select(s => new { contractorCode = s.Code, sharePercent = s.Share, monthlyFeeCny = s.Fee });
        var answer = await SendAsync(HttpMethod.Post, "/api/v1/lots", new { code, terms = Terms(code, null, own) });
        answer.EnsureSuccessStatusCode();
        return code;
    }

    /// <summary>Terms that cover a county of the lot's own.</summary>
    public static object Terms(string county, decimal fee, params (string Code, decimal Share)[] shares) =>
        Terms(county, fee, shares.Select(s => new { contractorCode = s.Code, sharePercent = s.Share }));

    private static object Terms(string county, decimal? fee, IEnumerable<object> shares) => new
    {
        nameZh = "一标",
        nameEn = "Lot",
        assetClasses = new[] { "access" },
        areas = new[] { "Shanghai/" + county },
        workKinds = new[] { "*" },
        pilot = false,
        mode = "whole",
        shares,
        openOrdersMax = 30,
        effectiveFrom = "2024-01-01T00:00:00+08:00",
        monthlyFeeCny = fee,
    };

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        request.Headers.Add("Idempotency-Key", $"call-{Interlocked.Increment(ref _calls)}");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (headers.All(h => h.Name != "X-Role"))
        {
            request.Headers.Add("X-Role", "contractor-manager");
        }

        return Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> StepAsync(
        string contractor, string step, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, $"/api/v1/months/{contractor}/2024-01:{step}", null, headers);

    /// <summary>The read model when it has come to the log's end.</summary>
    public async Task<JsonElement> ReadAsync(string path, params (string Name, string Value)[] headers)
    {
        var head = await Services.GetRequiredService<IFeedProgress>().LogEndAsync(CancellationToken.None);
        var answer = await GetAsync(path, [("X-Wait-Position", $"{head}"), .. headers]);
        answer.EnsureSuccessStatusCode();
        return await answer.JsonAsync();
    }

    public static (string Name, string Value)[] Finance(string contractor) =>
    [
        ("X-Contractor", IdOf(contractor).ToString("D")), ("X-Role", "contractor-finance"), ("X-Actor", "finance"),
    ];

    public static Guid IdOf(string contractor) => ContractorIds.Contractor("default", contractor);

    /// <summary>Ended orders of January, as the reactor would bring them.</summary>
    public async Task OrdersAsync(string contractor, int onTime, int late, bool falseReply = false)
    {
        var zone = Services.GetRequiredService<TimeZoneInfo>();
        var month = MonthRef.Of(IdOf(contractor), contractor, new MonthKey(2024, 1), zone);
        for (var number = 1; number <= onTime + late; number++)
        {
            var order = NameBasedId.Of(month.EntityId, $"{number}");
            var outcome = new OrderOutcome(
                order, $"GD-{number:00000}", month.ContractorId, null, order, "access", "Shanghai", "x", "repair",
                InJanuary, "contractor-scope",
                [
                    new ClockResult(
                        ClockKind.Restore, 330, InJanuary, InJanuary, TimeSpan.FromMinutes(number), TimeSpan.Zero,
                        InJanuary, number <= onTime ? ClockOutcome.OnTime : ClockOutcome.Late),
                ],
                falseReply && number == 1, 0, 0);
            await AskAsync(month, new RecordOutcome(month, outcome, 0));
        }
    }

    public async Task AskAsync(MonthRef month, ICommand command, Actor? by = null)
    {
        var answer = await Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", MonthRef.EntityType, month.EntityId),
            command,
            new AskContext(
                by ?? Actor.System, NameBasedId.Of(month.EntityId, $"{Interlocked.Increment(ref _calls)}")),
            CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>();
    }
}
