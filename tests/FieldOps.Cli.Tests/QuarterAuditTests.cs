using System.Collections.Immutable;
using FieldOps.Cli.MonthAudit;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host;
using FieldOps.Platform.Entities;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>The second calculator adds quarters up out of its own months, and finds each wrong one.</summary>
public sealed class QuarterAuditTests : IAsyncLifetime
{
    private const string Code = "Q1";

    // Stands for the cast to the type of the column.
    private const string Cast = "::body";
    private const string Drawn = "where name = 'quarter-settlement.drawn.v1'";
    private const string Settled = "where name = 'quarter-settlement.settled.v1'";
    private static readonly string s_policies = Path.Combine(RepoFiles.Root, "silo-config", "policies");
    private static readonly Actor s_assessor = new("assessor", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);
    private static readonly Guid s_contractor = ContractorIds.Contractor("default", Code);
    private static readonly Guid s_lot = ContractorIds.Lot("default", Code);
    private static readonly Actor s_finance = new("finance", ActorRoles.ContractorFinance, s_contractor);
    private static readonly QuarterKey s_quarter = new(2024, 1);
    private static readonly ScoringScheme s_scheme =
        RepoFiles.Policy<ScoringScheme>("scoring", "line-station.v1.json");

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
        await LotAsync();
        foreach (var month in s_quarter.Months)
        {
            await SettleAsync(month);
        }

        // The second edition rests on a month that was opened again, and pays the difference.
        await QuarterAsync(1, null);
        await ReopenAsync(s_quarter.Months[0]);
        await QuarterAsync(2, "orders that ended late");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Audit_OfQuarters_AgreesToTheCent_AndFindsEachWrongOne()
    {
        var clean = await AuditAsync(null);
        clean.Differences.ShouldBeEmpty();
        clean.Quarters.ShouldBe(2);

        await Source.RunAsync("create table kept as select * from log.event");
        (string Damage, string Figure)[] damages =
        [
            (Set("{totalCny}", "(body::jsonb->>'totalCny')::numeric + 0.01", Drawn), "edition 1 totalCny"),
            (Set("{months,1,statement,totalCny}", "1", Drawn), "2024-02 totalCny"),
            (Set("{months,1,statement,lines,0,amountCny}", "1", Drawn), "2024-02 lines"),
            (Set("{months,2,sheetNumber}", "9", Drawn), "2024-03 sheetNumber"),
            (
                $"update log.event set body = (body::jsonb #- array['months', '2']){Cast} {Drawn}",
                "2024-03 totalCny"),
            (
                Set(
                    "{months,0}",
                    $"(select e.body::jsonb #> '{{months,0}}' from log.event e where e.{Drawn["where ".Length..]}"
                        + " and e.body::jsonb->>'edition' = '1')",
                    Drawn + " and body::jsonb->>'edition' = '2'"),
                "2024-01 sheetNumber"),
            (Set("{payCny}", "(body::jsonb->>'payCny')::numeric + 0.01", Settled), "edition 2 payCny"),
            (Set("{paidBeforeCny}", "0", Settled), "edition 2 paidBeforeCny"),
            ($"delete from log.event {Settled} and body::jsonb->>'edition' = '1'", "edition 2 paidBeforeCny"),
            (
                "delete from log.event where name = 'contractor-month.settled.v1' and body::jsonb->>'sheetNumber' = "
                    + "'2'",
                "2024-01 settled sheetNumber"),
        ];
        foreach (var (damage, figure) in damages)
        {
            await FindsAsync(damage, figure);
        }

        (await AuditAsync(null)).Differences.ShouldBeEmpty();
    }

    private async Task FindsAsync(string damage, string figure)
    {
        await Source.RunAsync(damage.Replace(Cast, "::" + await Source.BodyTypeAsync(), StringComparison.Ordinal));
        (await AuditAsync(null)).Differences.Where(d => d.Month == "Q1 2024-Q1").Select(d => d.Figure)
            .ShouldContain(figure, damage);
        await Source.RunAsync("delete from log.event; insert into log.event select * from kept");
    }

    // Asked for one month alone it works the others out all the same, for the quarter that adds them up.
    [Fact]
    public async Task Audit_OfOneMonth_JudgesItsQuarter_AndNoOther()
    {
        var (march, april) = (await AuditAsync("2024-03"), await AuditAsync("2024-04"));

        march.Differences.ShouldBeEmpty();
        (march.Sheets, march.Quarters).ShouldBe((1, 2));
        (april.Sheets, april.Quarters).ShouldBe((0, 0));
    }

    private static string Set(string path, string value, string where) =>
        $"update log.event set body = jsonb_set(body::jsonb, '{path}', to_jsonb({value})){Cast} {where}";

    private Task<MonthAuditReport> AuditAsync(string? month) =>
        new MonthAuditor(Source, s_policies, Zone).RunAsync("default", Code, month, CancellationToken.None);

    private async Task LotAsync()
    {
        await AskAsync(
            ContractorIds.ContractorType, s_contractor,
            new RegisterContractor(s_contractor, Code, ContractorKind.Contractor, "甲", "A", "COMPANY"), s_assessor);
        var since = s_quarter.Months[0].StartsAt(Zone);
        await AskAsync(
            ContractorIds.LotType, s_lot,
            new OpenLot(
                s_lot, Code,
                new LotTerms(
                    "标", "Lot", ["access"], ["Shanghai/X"], [], false, OutsourcingMode.Whole,
                    [new LotShare(s_contractor, Code, 100m, null)], 123_456.78m, 30, since.AddDays(4), null),
                []),
            s_assessor);
    }

    private async Task SettleAsync(MonthKey key)
    {
        var month = MonthRef.Of(s_contractor, Code, key, Zone);
        for (var number = 0; number < 9; number++)
        {
            await AskAsync(
                MonthRef.EntityType, month.EntityId, new RecordOutcome(month, Outcome(month, number), 0), Actor.System);
        }

        await AskAsync(
            MonthRef.EntityType, month.EntityId, new FreezeMonth(month, 1, OpenOrdersAtFreeze.Carry), s_assessor);
        await SignAsync(month, key);
    }

    private async Task ReopenAsync(MonthKey key)
    {
        var month = MonthRef.Of(s_contractor, Code, key, Zone);
        await AskAsync(
            MonthRef.EntityType, month.EntityId, new RecordOutcome(month, Outcome(month, 99), 0), Actor.System);
        await AskAsync(MonthRef.EntityType, month.EntityId, new AskReopening("late"), s_assessor);
        await AskAsync(MonthRef.EntityType, month.EntityId, new ReopenMonth(), s_head);
        await SignAsync(month, key);
    }

    private async Task SignAsync(MonthRef month, MonthKey key)
    {
        var lot = (ContractLotState)(await ReadAsync(ContractorIds.LotType, s_lot));
        var fee = FeeLines.Of(lot, s_contractor, key, Zone).Single();
        (ICommand Command, Actor By)[] steps =
        [
            (new ComputeSheet(s_scheme, [fee]), s_assessor), (new ConfirmSheet(null), s_finance),
            (new ApproveSheet(null), s_head), (new PublishSheet(), s_assessor), (new SettleMonth(), s_assessor),
        ];
        foreach (var (command, by) in steps)
        {
            await AskAsync(MonthRef.EntityType, month.EntityId, command, by);
        }
    }

    private async Task QuarterAsync(int edition, string? reason)
    {
        var months = ImmutableArray.CreateBuilder<QuarterMonth>();
        foreach (var key in s_quarter.Months)
        {
            var month = MonthRef.Of(s_contractor, Code, key, Zone);
            var sheet = ((MonthState)await ReadAsync(MonthRef.EntityType, month.EntityId)).Sheet!;
            months.Add(new QuarterMonth(
                month.Month, sheet.Number, sheet.Score.Score, sheet.Score.Grade, sheet.Statement));
        }

        var quarter = QuarterRef.Of(s_contractor, Code, s_quarter, Zone);
        await AskAsync(
            QuarterRef.EntityType, quarter.EntityId, new DrawQuarter(quarter, months.ToImmutable(), [], reason),
            s_assessor);
        await AskAsync(
            QuarterRef.EntityType, quarter.EntityId,
            new SettleQuarter(edition, [.. months.Select(m => m.Sheet())]), s_head);
    }

    private async Task<object> ReadAsync(string type, Guid id) =>
        (await _host.Services.GetRequiredService<IEntities>().ReadAsync(
            new("default", type, id), CancellationToken.None)).State;

    private static OrderOutcome Outcome(MonthRef month, int number)
    {
        var (at, elapsed) = (month.StartsAt.AddHours(5 * number), TimeSpan.FromMinutes(90 * (number + 1)));
        return new OrderOutcome(
            NameBasedId.Of(month.EntityId, $"o{number}"), $"GD-{number:00000}", s_contractor, null,
            NameBasedId.Of(month.EntityId, $"a{number}"), "access", "Shanghai", "X", "repair", at, "contractor-scope",
            [
                new ClockResult(
                    ClockKind.Restore, 330, at, at + elapsed, elapsed, TimeSpan.Zero, at,
                    number > 2 ? ClockOutcome.Late : ClockOutcome.OnTime),
            ],
            false, 0, 0);
    }

    private async Task AskAsync(string type, Guid id, ICommand command, Actor by)
    {
        var answer = await _host.Services.GetRequiredService<IEntities>().AskAsync(
            new("default", type, id), command, new AskContext(by, NameBasedId.Of(id, $"{_calls++}")),
            CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>(command.ToString());
    }
}
