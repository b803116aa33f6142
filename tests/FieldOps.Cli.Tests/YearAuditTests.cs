using FieldOps.Cli.MonthAudit;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
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

/// <summary>The second calculator weighs years out of its own months, and finds each wrong one.</summary>
public sealed class YearAuditTests : IAsyncLifetime
{
    private const string Code = "Y1";
    private const string DrawnUp = "where name = 'annual-assessment.drawn-up.v1'";
    private const string Approved = "where name = 'annual-assessment.approved.v1'";

    // Stands for the cast to the type of the column.
    private const string Cast = "::body";

    private static readonly string s_policies = Path.Combine(RepoFiles.Root, "silo-config", "policies");
    private static readonly Actor s_assessor = new("assessor", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);
    private static readonly Guid s_contractor = ContractorIds.Contractor("default", Code);
    private static readonly Actor s_finance = new("finance", ActorRoles.ContractorFinance, s_contractor);

    private static readonly ScoringScheme s_scheme =
        RepoFiles.Policy<ScoringScheme>("scoring", "line-station.v1.json");

    private static readonly ScoringScheme s_annual =
        RepoFiles.Policy<ScoringScheme>("scoring", "annual-province.v1.json");

    // Of another scheme than the sheets: such a table scores the facts of the months.
    private static readonly ScoringScheme s_other = RepoFiles.Policy<ScoringScheme>("scoring", "seed-3.v2.json");

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
        });
        var (november, december) = (Month(11), Month(12));
        await PublishAsync(november, 8);
        await PublishAsync(december, 5);
        await YearAsync(1, null);
        // The second edition rests on a month that was corrected.
        await AskAsync(november.EntityId, new RecordOutcome(november, Outcome(november, 99, 9), 0), Actor.System);
        await AskAsync(november.EntityId, new CorrectMonth(s_scheme, Month(1, 2025), "ended late"), s_assessor);
        await YearAsync(2, "a late order");
        await _host.Services.GetRequiredService<IFeedProgress>().WaitToEndAsync(
            ["corrections-to-month", "suspensions-weighed"], CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Audit_OfYears_AgreesToTheHundredth_AndFindsEachWrongOne()
    {
        var clean = await AuditAsync(null);
        clean.Differences.ShouldBeEmpty();
        (clean.Sheets, clean.Years).ShouldBe((2, 2));

        await RunAsync("create table kept as select * from log.event");
        (string Damage, string Figure)[] damages =
        [
            (Set("{sheet,score}", "(body::jsonb #>> '{sheet,score}')::numeric + 0.01", DrawnUp), "annual-90-10 score"),
            (Set("{sheet,grade}", "'Z'::text", DrawnUp), "annual-90-10 grade"),
            (Set("{sheet,partsMissing}", "2", DrawnUp), "annual-90-10 partsMissing"),
            (Set("{sheet,lines,1,score}", "1", DrawnUp), "part year"),
            (Set("{tables,0,score}", "1", DrawnUp), "table line-station"),
            (Set("{tables,0,months,1,score}", "1", DrawnUp), "table line-station 2024-12"),
            (Set("{months,0,score}", "1", DrawnUp), "2024-11 score"),
            (Set("{months,1,sheetNumber}", "9", DrawnUp), "2024-12 sheetNumber"),
            ($"update log.event set body = (body::jsonb #- array['months', '1']){Cast} {DrawnUp}", "2024-12 left out"),
            (Set("{score}", "100", Approved), "approved score"),
            (Set("{grade}", "'Z'::text", Approved), "approved grade"),
            (Set("{edition}", "2", Approved), "approved edition"),
            (Set("{by}", "'assessor'::text", Approved), "approved by"),
            (Set(
                "{tables,0,score}", "body::jsonb #> '{tables,0,months,0,score}'", DrawnUp, "#- '{tables,0,months,1}'"),
                "table line-station 2024-12"),
            (Set("{tables,0,months,1,score}", "1", DrawnUp, "#- '{tables,0,months,1,sheetNumber}'"),
                "table line-station 2024-12"),
            (Set("{tables,0,months,1,month}", "'2024-10'::text", DrawnUp), "table line-station 2024-10"),
            (Set("{tables,2,months,0,score}", "1", DrawnUp), "table seed-3 2024-11"),
            (Set("{tables,2,months,0,sheetNumber}", "1", DrawnUp), "table seed-3 2024-11 sheetNumber"),
            (Set("{tables,3,months,0,score}", "1", DrawnUp), "table own sheets 2024-11"),
        ];
        foreach (var (damage, figure) in damages)
        {
            await FindsAsync(damage, figure);
        }
    }

    // Asked for one month alone it works the others out all the same, for the year that weighs them.
    [Fact]
    public async Task Audit_OfOneMonth_JudgesItsYear_AndNoOther()
    {
        var (december, january) = (await AuditAsync("2024-12"), await AuditAsync("2025-01"));

        december.Differences.ShouldBeEmpty();
        (december.Sheets, december.Years).ShouldBe((1, 2));
        (january.Sheets, january.Years).ShouldBe((0, 0));
    }

    private async Task FindsAsync(string damage, string figure)
    {
        await RunAsync(damage.Replace(Cast, "::" + await BodyTypeAsync(), StringComparison.Ordinal));
        (await AuditAsync(null)).Differences.Where(d => d.Month == "Y1 2024").Select(d => d.Figure)
            .ShouldContain(figure, damage);
        await RunAsync("delete from log.event; insert into log.event select * from kept");
    }

    private static string Set(string path, string value, string where, string without = "") =>
        $"update log.event set body = jsonb_set(body::jsonb {without}, '{path}', to_jsonb({value})){Cast} {where}";

    private Task<MonthAuditReport> AuditAsync(string? month) =>
        new MonthAuditor(Source, s_policies, Zone).RunAsync("default", Code, month, CancellationToken.None);

    private MonthRef Month(int number, int year = 2024) =>
        MonthRef.Of(s_contractor, Code, new MonthKey(year, number), Zone);

    private async Task PublishAsync(MonthRef month, int late)
    {
        for (var number = 0; number < 9; number++)
        {
            await AskAsync(month.EntityId, new RecordOutcome(month, Outcome(month, number, late), 0), Actor.System);
        }

        (ICommand Command, Actor By)[] steps =
        [
            (new FreezeMonth(month, 1, OpenOrdersAtFreeze.Carry), s_assessor),
            (new ComputeSheet(s_scheme, []), s_assessor), (new ConfirmSheet(null), s_finance),
            (new ApproveSheet(null), s_head), (new PublishSheet(), s_assessor),
        ];
        foreach (var (command, by) in steps)
        {
            await AskAsync(month.EntityId, command, by);
        }
    }

    private async Task YearAsync(int edition, string? reason)
    {
        var months = new List<MonthState>();
        foreach (var month in (MonthRef[])[Month(11), Month(12)])
        {
            months.Add((MonthState)(await _host.Services.GetRequiredService<IEntities>().ReadAsync(
                new("default", MonthRef.EntityType, month.EntityId), CancellationToken.None)).State);
        }

        YearRef.TryMonthsOf("2024", out var twelve);
        var year = YearRef.Of(s_contractor, Code, twelve, Zone);
        AnnualMonth[] rests = [.. months.Select(AnnualMonth.Of)];
        await AskAsync(
            year.EntityId,
            new DrawUpAnnual(
                year, RepoFiles.Policy<CompositeScheme>("composites", "annual-90-10.v1.json"), [],
                [
                    PeriodTable.Of(s_scheme, months), PeriodTable.Of(s_annual, months), PeriodTable.Of(s_other, months),
                    PeriodTable.OfOwnSheets(months),
                ],
                [.. rests], [], reason),
            s_assessor, YearRef.EntityType);
        await AskAsync(
            year.EntityId, new ApproveAnnual(edition, [.. rests.Select(m => m.Source())]), s_head, YearRef.EntityType);
    }

    private static OrderOutcome Outcome(MonthRef month, int number, int late)
    {
        var (at, elapsed) = (month.StartsAt.AddHours(5 * (number + 1)), TimeSpan.FromMinutes(90 * (number + 1)));
        return new OrderOutcome(
            NameBasedId.Of(month.EntityId, $"o{number}"), $"GD-{number:00000}", s_contractor, null,
            NameBasedId.Of(month.EntityId, $"a{number}"), "access", "Shanghai", "X", "repair", at, "contractor-scope",
            [
                new ClockResult(
                    ClockKind.Restore, 330, at, at + elapsed, elapsed, TimeSpan.Zero, at,
                    number > late ? ClockOutcome.Late : ClockOutcome.OnTime),
            ],
            false, 0, 0);
    }

    private async Task AskAsync(Guid id, ICommand command, Actor by, string type = MonthRef.EntityType)
    {
        var answer = await _host.Services.GetRequiredService<IEntities>().AskAsync(
            new("default", type, id), command, new AskContext(by, NameBasedId.Of(id, $"{_calls++}")),
            CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>($"{command} {answer}");
    }

    private async Task RunAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> BodyTypeAsync()
    {
        await using var command = Source.CreateCommand("""
            select format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = 'log.event'::regclass and attname = 'body'
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
