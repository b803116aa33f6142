using System.Collections.Immutable;
using FieldOps.Cli.MonthAudit;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
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
using static FieldOps.Cli.Tests.MonthAuditFacts;

namespace FieldOps.Cli.Tests;

/// <summary>The second calculator on a live host's log: it agrees to the cent, and finds each planted damage.</summary>
public sealed class MonthAuditTests : IAsyncLifetime
{
    private const int Months = 12;

    // Of December's twenty orders nineteen are told by then, fifteen before its own freeze.
    private const long Frozen = 19;
    private static readonly string s_policies = Path.Combine(RepoFiles.Root, "silo-config", "policies");
    private static readonly Actor s_assessor = new("assessor", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);

    private static readonly string[] s_schemes =
        ["line-station", "seed-3", "provincial-station", "gansu", "station-upkeep", "daily-marks"];

    private TestDatabase _database = null!;
    private FieldOpsHost _host = null!;
    private int _calls;

    private NpgsqlDataSource Source => _host.Services.GetRequiredService<NpgsqlDataSource>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        });
        for (var seed = 1; seed <= Months; seed++)
        {
            await MonthAsync(seed, new Random(seed));
        }
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Audit_OfEveryModelAndScheme_AgreesToTheCent_AndFindsPlantedDamage()
    {
        var clean = await AuditAsync();
        clean.Differences.ShouldBeEmpty();
        clean.Sheets.ShouldBeGreaterThan(Months);
        clean.TotalCny.ShouldBe(await SumAsync());

        await Source.RunAsync("create table kept as select * from log.event");
        (string Damage, string Figure)[] damages =
        [
            ("""replace(body::text, '"count":2', '"count":3')""", "totalCny"),
            ("""replace(body::text, '"outcome":"late"', '"outcome":"on-time"')""", "score"),
            ("""replace(body::text, '"grade":"A"', '"grade":"B"')""", "grade"),
            (
                """
                case when name = 'contractor-month.correction-carried.v1'
                    then jsonb_set(body::jsonb, '{correction,amountCny}', '1')::text else body::text end
                """, "carried 2024-01 1"),
            (
                """
                case when name = 'contractor-month.correction-computed.v1'
                    then jsonb_set(body::jsonb, '{correction,totalCnyAfter}', '1')::text else body::text end
                """, "correction 1 totalCnyAfter"),
            ("""replace(body::text, '"cny":-12.34', '"cny":-12.33')""", "totalCny"),
            ("""replace(body::text, '"monthlyFeeCny":120000', '"monthlyFeeCny":125000')""", "totalCny"),
            (
                """replace(body::text, '"occurredAt":"2023-12', '"occurredAt":"2022-12')""",
                "kpi/repeat-faults/repeat-faults/repeat-faults"),
        ];
        foreach (var (damage, figure) in damages)
        {
            await Source.RunAsync($"update log.event set body = ({damage})::{await Source.BodyTypeAsync()}");
            (await AuditAsync()).Differences.Select(d => d.Figure).ShouldContain(figure, damage);
            await Source.RunAsync("update log.event e set body = k.body from kept k where k.position = e.position");
        }

        (await AuditAsync()).Differences.ShouldBeEmpty();
    }

    [Fact]
    public void Calculator_NamesNothingOfTheProductsOwn()
    {
        var folder = Path.Combine(RepoFiles.Root, "src", "FieldOps.Cli", "MonthAudit");
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs"))
        {
            NamesTheProduct(File.ReadAllText(file)).ShouldBeFalse(file);
        }

        NamesTheProduct("using FieldOps.Domain.Assessment;").ShouldBeTrue();
    }

    private Task<MonthAuditReport> AuditAsync() =>
        new MonthAuditor(Source, s_policies, _host.Services.GetRequiredService<TimeZoneInfo>())
            .RunAsync("default", null, null, CancellationToken.None);

    private async Task<decimal> SumAsync()
    {
        await using var command = Source.CreateCommand("""
            select sum((body::jsonb->'statement'->>'totalCny')::numeric) from log.event
            where name = 'contractor-month.sheet-computed.v1'
            """);
        return (decimal)(await command.ExecuteScalarAsync())!;
    }

    private async Task MonthAsync(int seed, Random random)
    {
        var code = $"C{seed}";
        var id = ContractorIds.Contractor("default", code);
        await AskAsync(
            new("default", ContractorIds.ContractorType, id),
            new RegisterContractor(id, code, ContractorKind.Contractor, "甲", "A", "COMPANY"));
        var zone = _host.Services.GetRequiredService<TimeZoneInfo>();
        var month = MonthRef.Of(id, code, new MonthKey(2024, 1), zone);
        var key = new EntityKey("default", MonthRef.EntityType, month.EntityId);
        var lot = ContractorIds.Lot("default", code);
        var share = new LotShare(id, code, 33.33m, null);
        var rest = new LotShare(NameBasedId.Of(id, "other"), code + "B", 66.67m, null);
        await AskAsync(
            new("default", ContractorIds.LotType, lot),
            new OpenLot(
                lot, code,
                new LotTerms(
                    "标", "Lot", ["access"], [$"Shanghai/{code}"], [], false, OutsourcingMode.Whole, [share, rest],
                    120_000m, 30, month.StartsAt.AddDays(random.Next(-5, 20)), null),
                []));
        foreach (var wish in Facts(month, random))
        {
            await AskAsync(key, wish);
        }

        var scheme = RepoFiles.Policy<ScoringScheme>("scoring", s_schemes[seed % s_schemes.Length] + ".v1.json");
        var earlier = EarlierFaults.DaysOf(scheme) == 0 ? null : await EarlierAsync(month, scheme, zone);
        await AskAsync(key, new FreezeMonth(month, Frozen, OpenOrdersAtFreeze.Carry));
        var state = (ContractLotState)(await _host.Services.GetRequiredService<IEntities>().ReadAsync(
            new("default", ContractorIds.LotType, lot), CancellationToken.None)).State;
        var fee = FeeLines.Of(state, id, new MonthKey(2024, 1), zone).Single();
        await AskAsync(key, new ComputeSheet(scheme, [fee], earlier));
        if (scheme.SignOff == SignOff.ConfirmThenApprove)
        {
            await ObjectAsync(key, month, code);
            await AskAsync(key, new ComputeSheet(scheme, [fee], earlier));
        }

        await AskAsync(key, new RecordOutcome(month, Outcome(month, 999, random), 0));
        foreach (var wish in Late(month, random))
        {
            await AskAsync(key, wish);
        }

        if (scheme.SignOff == SignOff.ConfirmThenApprove && seed > Months / 2)
        {
            await CorrectAsync(key, month, scheme);
            if (seed % 2 == 0)
            {
                return;
            }
        }

        await AskAsync(key, new AskReopening("late"));
        await AskAsync(key, new ReopenMonth(), s_head);
        await AskAsync(key, new ComputeSheet(scheme, [fee], earlier));
    }

    // The other way of late facts: the sheet is signed and stays, the month after carries the difference.
    private async Task CorrectAsync(EntityKey key, MonthRef month, ScoringScheme scheme)
    {
        var february = MonthRef.Of(
            month.ContractorId, month.ContractorCode, new MonthKey(2024, 2),
            _host.Services.GetRequiredService<TimeZoneInfo>());
        await AskAsync(
            key, new ConfirmSheet(null), new Actor("finance", ActorRoles.ContractorFinance, month.ContractorId));
        await AskAsync(key, new ApproveSheet(null), s_head);
        await AskAsync(key, new PublishSheet());
        await AskAsync(key, new CorrectMonth(scheme, february, "late"));
        await AskAsync(key, new RecordFinding(month, new FindingFact(
            NameBasedId.Of(month.EntityId, "nothing"), "of-no-rule", null, null, 0, "x", month.EndsAt, 0))
        {
            LateReason = "counts for nothing",
        });
        await AskAsync(key, new CorrectMonth(scheme, february, "late"));
        await _host.Services.GetRequiredService<IFeedProgress>()
            .WaitToEndAsync("corrections-to-month", CancellationToken.None);
        var next = key with { Id = february.EntityId };
        await AskAsync(next, new FreezeMonth(february, Frozen, OpenOrdersAtFreeze.Carry));
        var state = (ContractLotState)(await _host.Services.GetRequiredService<IEntities>().ReadAsync(
            new("default", ContractorIds.LotType, ContractorIds.Lot("default", month.ContractorCode)),
            CancellationToken.None)).State;
        await AskAsync(next, new ComputeSheet(
            scheme,
            [.. FeeLines.Of(state, month.ContractorId, new MonthKey(2024, 2),
                _host.Services.GetRequiredService<TimeZoneInfo>())]));
    }

    // The faults of December's last days, on the same few assets, so that many come back; one is told too late.
    private async Task<ImmutableArray<EarlierFault>?> EarlierAsync(
        MonthRef january, ScoringScheme scheme, TimeZoneInfo zone)
    {
        var month = MonthRef.Of(january.ContractorId, january.ContractorCode, new MonthKey(2023, 12), zone);
        var key = new EntityKey("default", MonthRef.EntityType, month.EntityId);
        for (var number = 1; number <= 20; number++)
        {
            var outcome = Outcome(january, 500 + number, new Random(number)) with
            {
                AssetId = NameBasedId.Of(january.EntityId, $"a{number - 1}"),
                OccurredAt = january.StartsAt.AddHours(-number * 9),
            };
            await AskAsync(key, new RecordOutcome(month, outcome, number));
        }

        await AskAsync(key, new FreezeMonth(month, 15, OpenOrdersAtFreeze.Carry));
        var state = (MonthState)(await _host.Services.GetRequiredService<IEntities>().ReadAsync(
            key, CancellationToken.None)).State;
        return EarlierFaults.Of([state], Frozen, scheme, january.StartsAt);
    }

    // The contractor is right about a fine and about what its lot pays.
    private async Task ObjectAsync(EntityKey key, MonthRef month, string code)
    {
        var (fine, lot) = ($"work/{NameBasedId.Of(month.EntityId, "fine"):D}", $"lot/{code}");
        await AskAsync(
            key,
            new DisputeLines(
                null,
                [
                    new DisputedLine(NameBasedId.Of(month.EntityId, "d1"), fine, null, "not ours", null),
                    new DisputedLine(NameBasedId.Of(month.EntityId, "d2"), lot, null, "too little", null),
                ]),
            new Actor("finance", ActorRoles.ContractorFinance, month.ContractorId));
        var state = (MonthState)(await _host.Services.GetRequiredService<IEntities>().ReadAsync(
            key, CancellationToken.None)).State;
        var pays = StatementPaths.AmountOf(state.Sheet!.Statement, lot)!.Value;
        await AskAsync(
            key, new DecideDispute(NameBasedId.Of(month.EntityId, "d1"), true, null, "agreed", Cny: -12.34m));
        await AskAsync(
            key, new DecideDispute(NameBasedId.Of(month.EntityId, "d2"), true, null, "agreed", Cny: pays + 5.67m));
    }

    private async Task AskAsync(EntityKey key, ICommand command, Actor? by = null)
    {
        by ??= command is RecordOutcome ? Actor.System : s_assessor;
        var answer = await _host.Services.GetRequiredService<IEntities>().AskAsync(
            key, command, new AskContext(by, NameBasedId.Of(key.Id, $"{_calls++}")),
            CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>(command.ToString());
    }

    private static bool NamesTheProduct(string source) =>
        new[] { "Domain", "Assessment", "Platform" }.Any(name =>
            source.Contains("FieldOps." + name, StringComparison.Ordinal));
}
