using System.Net.Http.Json;
using FieldOps.Cli.MonthAudit;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>
/// The second calculator finds by itself which rules were short of orders and what the months before held, for sheets
/// that the product closed over HTTP by the shipped rules of 2027.
/// </summary>
public sealed class RollingAuditTests : IAsyncLifetime
{
    private const string Code = "R1";
    private const string Restore = "kpi/repair-timeliness/restoration/restore";
    private const string Rolled = "contractor-month.rolled-sheet-computed.v1";

    private static readonly HttpClient s_client = new();
    private static readonly string s_policies = Path.Combine(RepoFiles.Root, "silo-config", "policies");
    private static readonly Guid s_contractor = ContractorIds.Contractor("default", Code);

    private TestDatabase _database = null!;
    private FieldOpsHost _host = null!;
    private int _calls;

    private NpgsqlDataSource Source => _host.Services.GetRequiredService<NpgsqlDataSource>();

    private TimeZoneInfo Zone => _host.Services.GetRequiredService<TimeZoneInfo>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
            SimulatedStart = new DateTimeOffset(2027, 5, 5, 4, 0, 0, TimeSpan.Zero),
        });
        await PostAsync("/contractors", new
        {
            code = Code, kind = "contractor", nameZh = "甲", nameEn = "A", organisation = "COMPANY",
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Audit_OfRolledSheets_AndTheirCorrection_AgreesToTheCent_AndFindsPlantedDamage()
    {
        await OrdersAsync(2, 1, 26, late: 3);
        await OrdersAsync(3, 1, 19, late: 2);
        await OrdersAsync(4, 1, 7, late: 1);
        foreach (var month in new[] { 2, 3, 4 })
        {
            await PostAsync("/months:close", new { month = $"2027-{month:00}" });
        }

        await PostAsync(
            $"/months/{Code}/2027-03:confirm", null,
            ("X-Contractor", $"{s_contractor}"), ("X-Role", "contractor-finance"), ("X-Actor", "finance"));
        await PostAsync($"/months/{Code}/2027-03:approve", null, ("X-Role", "department-head"), ("X-Actor", "head"));
        await PostAsync($"/months/{Code}/2027-03:publish", null);
        // With these March would have had enough: its correction goes on counting February along.
        await OrdersAsync(3, 40, 45, late: 5);
        await PostAsync($"/months/{Code}/2027-03:correct", new { reason = "ended late" });

        await ObjectAsync();

        var clean = await AuditAsync();
        clean.Differences.ShouldBeEmpty();
        clean.Sheets.ShouldBe(4);
        (await Source.ScalarAsync($"select count(*) from log.event where name = '{Rolled}'")).ShouldBe(4L);
        (await Source.ScalarAsync($"""
            select l ->> 'denominator'
            from log.event, jsonb_array_elements(body::jsonb #> array['correction', 'sheet', 'lines']) l
            where name = 'contractor-month.correction-computed.v1' and l ->> 'path' = '{Restore}'
            """)).ShouldBe("51");

        await Source.RunAsync("create table kept as select * from log.event");
        await FindsAsync(
            """replace(body::text, '"outcome":"late"', '"outcome":"on-time"')""",
            "name = 'contractor-month.outcome-recorded.v1' and body::text like '%GD-02-%'", "R1 2027-04", Restore);
        await FindsAsync(
            $"""
            (select jsonb_set(body::jsonb, array['sheet', 'lines', l.at::text, 'points'], '9')::text
             from (select ordinality - 1 as at
                   from jsonb_array_elements(body::jsonb #> array['sheet', 'lines']) with ordinality
                   where value ->> 'path' = '{Restore}') l)
            """,
            $"name = '{Rolled}'", "R1 2027-03", Restore);
        await FindsAsync(
            "jsonb_set(body::jsonb, array['correction', 'scoreAfter'], '1')::text",
            "name = 'contractor-month.correction-computed.v1'", "R1 2027-03", "correction 1 scoreAfter");
    }

    // An order of February that stands on April's line counts there no more, and in February as ever.
    private async Task ObjectAsync()
    {
        var (id, april) = (NameBasedId.Of(OrderOf(2, 1), "objection"), MonthRef.IdOf(s_contractor, "2027-04"));
        (ICommand Wish, Actor By)[] steps =
        [
            (
                new DisputeLines(null, [new DisputedLine(id, Restore, OrderOf(2, 1), "not ours", null)]),
                new Actor("finance", ActorRoles.ContractorFinance, s_contractor)),
            (
                new DecideDispute(id, true, null, "agreed"),
                new Actor("assessor", ActorRoles.ContractorManager)),
        ];
        foreach (var (wish, by) in steps)
        {
            var answer = await _host.Services.GetRequiredService<IEntities>().AskAsync(
                new("default", MonthRef.EntityType, april), wish,
                new AskContext(by, NameBasedId.Of(id, by.Id)), CancellationToken.None);
            answer.ShouldBeOfType<Answer.Accepted>($"{answer}");
        }

        await PostAsync($"/months/{Code}/2027-04:compute", null);
    }

    private Guid OrderOf(int month, int number) => NameBasedId.Of(
        MonthRef.Of(s_contractor, Code, new MonthKey(2027, month), Zone).EntityId, $"{number}");

    private async Task FindsAsync(string damage, string where, string month, string figure)
    {
        await Source.RunAsync($"update log.event set body = ({damage})::{await Source.BodyTypeAsync()} where {where}");
        (await AuditAsync()).Differences.Where(d => d.Month == month).Select(d => d.Figure)
            .ShouldContain(figure, damage);
        await Source.RunAsync("update log.event e set body = k.body from kept k where k.position = e.position");
    }

    private Task<MonthAuditReport> AuditAsync() =>
        new MonthAuditor(Source, s_policies, Zone).RunAsync("default", null, null, CancellationToken.None);

    private async Task PostAsync(string path, object? body, params (string Name, string Value)[] headers)
    {
        var end = await _host.Services.GetRequiredService<IFeedProgress>().LogEndAsync(CancellationToken.None);
        var call = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, "/api/v1" + path))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        call.Headers.Add("Idempotency-Key", $"call-{_calls++}");
        call.Headers.Add("X-Wait-Position", $"{end}");
        (string Name, string Value)[] all = headers.Length > 0 ? headers : [("X-Role", "contractor-manager")];
        foreach (var (name, value) in all)
        {
            call.Headers.Add(name, value);
        }

        var answer = await s_client.SendAsync(call);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    // The first so many of them are late.
    private async Task OrdersAsync(int month, int first, int last, int late)
    {
        var of = MonthRef.Of(s_contractor, Code, new MonthKey(2027, month), Zone);
        for (var number = first; number <= last; number++)
        {
            var (id, at) = (OrderOf(month, number), of.StartsAt.AddHours(number));
            var outcome = new OrderOutcome(
                id, $"GD-{month:00}-{number:000}", s_contractor, null, id, "access", "Shanghai", "X", "repair", at,
                "contractor-scope",
                [
                    new ClockResult(
                        ClockKind.Restore, 330, at, at, TimeSpan.FromMinutes(9), TimeSpan.Zero, at,
                        number - first < late ? ClockOutcome.Late : ClockOutcome.OnTime),
                ],
                false, 0, 0);
            var answer = await _host.Services.GetRequiredService<IEntities>().AskAsync(
                new("default", MonthRef.EntityType, of.EntityId), new RecordOutcome(of, outcome, 0),
                new AskContext(Actor.System, id), CancellationToken.None);
            answer.ShouldBeOfType<Answer.Accepted>();
        }
    }
}
