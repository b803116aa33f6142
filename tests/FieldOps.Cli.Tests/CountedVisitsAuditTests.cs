using FieldOps.Cli.MonthAudit;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
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
/// The second calculator counts visits by the price list's own document: it agrees to the cent on sheets, objections,
/// corrections and months that were opened again, and finds planted damage.
/// </summary>
public sealed class CountedVisitsAuditTests : IAsyncLifetime, IDisposable
{
    private const string Counted = "contractor-month.counted-sheet-computed.v1";
    private const string Faults = "visits/line/fault";

    private static readonly ScoringScheme s_scheme =
        RepoFiles.Policy<ScoringScheme>("scoring", "seed-3.v1.json") with { SignOff = SignOff.ConfirmThenApprove };

    private static readonly Actor s_assessor = new("assessor", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);

    private readonly PolicyCopy _policies = new();
    private SettlementTerms _terms = null!;
    private TestDatabase _database = null!;
    private FieldOpsHost _host = null!;
    private int _calls;

    private NpgsqlDataSource Source => _host.Services.GetRequiredService<NpgsqlDataSource>();

    private TimeZoneInfo Zone => _host.Services.GetRequiredService<TimeZoneInfo>();

    public async Task InitializeAsync()
    {
        var shipped = RepoFiles.Policy<SettlementTerms>("settlement", "line-prices.v1.json");
        _terms = shipped with
        {
            Version = 2,
            EffectiveFrom = new DateTimeOffset(2023, 12, 31, 16, 0, 0, TimeSpan.Zero),
            Visits =
            [
                shipped.Visits[0] with
                {
                    CountedFrom =
                    [
                        new CountedFrom("line", ["repair"]) { AssetClasses = ["access"] },
                        new CountedFrom("stations", ["repair"])
                        {
                            AssetClasses = ["station-a"], ExcludedAttributions = [Attributions.Customer],
                        },
                    ],
                },
                .. shipped.Visits.Skip(1),
            ],
        };
        _policies.Write("settlement/line-prices.v2.json", _terms).Write("scoring/seed-3.v1.json", s_scheme);
        _database = await TestDatabase.CreateEmptyAsync();
        _host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    public void Dispose() => _policies.Dispose();

    [Fact]
    public async Task Audit_OfCountedVisits_AgreesToTheCent_AndFindsPlantedDamage()
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            await MonthAsync(seed, new Random(seed));
        }

        var clean = await AuditAsync();
        clean.Differences.ShouldBeEmpty();
        clean.Sheets.ShouldBe(6 + 6 + 3 + 3);
        (await Source.ScalarAsync($"select count(*) from log.event where name = '{Counted}'")).ShouldBe(15L);

        await Source.RunAsync("create table kept as select * from log.event");
        (string Damage, string Figure)[] damages =
        [
            // Orders that were none, a price that is not the list's, a line that was raised, a wrong correction.
            ("""replace(body::text, '"workKind":"repair"', '"workKind":"patrol"')""", Faults),
            ("""replace(body::text, '"standardVisits":2,"cny"', '"standardVisits":3,"cny"')""", Faults + " each"),
            ("""regexp_replace(body::text, '"count":([0-9]+),"standard', '"count":1\1,"standard')""", Faults),
            (
                """
                case when name = 'contractor-month.correction-computed.v1'
                    then jsonb_set(body::jsonb, '{correction,totalCnyAfter}', '1')::text else body::text end
                """, "correction 1 totalCnyAfter"),
            // A later sheet that counts no visits any more.
            (
                """
                case when name = 'contractor-month.counted-sheet-computed.v1'
                        and (body::jsonb ->> 'sheetNumber')::int > 1
                    then (body::jsonb - 'visits')::text else body::text end
                """, "counts by"),
        ];
        foreach (var (damage, figure) in damages)
        {
            await Source.RunAsync($"update log.event set body = ({damage})::{await Source.BodyTypeAsync()}");
            (await AuditAsync()).Differences.Select(d => d.Figure).ShouldContain(figure, damage);
            await Source.RunAsync("update log.event e set body = k.body from kept k where k.position = e.position");
        }
    }

    private async Task MonthAsync(int seed, Random random)
    {
        var id = ContractorIds.Contractor("default", $"V{seed}");
        await AskAsync(
            new("default", ContractorIds.ContractorType, id),
            new RegisterContractor(id, $"V{seed}", ContractorKind.Contractor, "甲", "A", "COMPANY"), s_assessor);
        var month = MonthRef.Of(id, $"V{seed}", new MonthKey(2024, 1), Zone);
        var key = new EntityKey("default", MonthRef.EntityType, month.EntityId);
        foreach (var number in Enumerable.Range(1, random.Next(10, 40)))
        {
            await AskAsync(key, new RecordOutcome(month, Outcome(month, number, random), 0));
        }

        await AskAsync(key, new WithdrawOrder(month, OrderOf(month, 1), "GD-00001", "restoration-rejected", 0));
        // Typed before anybody counted: it is paid once, with the orders; what no order is counted for is paid as ever.
        foreach (var speciality in new[] { "line", "radio" })
        {
            await AskAsync(
                key,
                new RecordWork(month, new WorkFact(
                    NameBasedId.Of(key.Id, speciality), "line-prices", 1, "memo", "", default,
                    Visits: new VisitCount(_terms.Visits[0] with { CountedFrom = null }, speciality, 4m))),
                s_assessor);
        }

        await AskAsync(key, new FreezeMonth(month, 19, OpenOrdersAtFreeze.Carry), s_assessor);
        var compute = new ComputeCountedSheet(s_scheme, []) { Visits = CountedVisits.Of(_terms) };
        await AskAsync(key, compute, s_assessor);
        await ObjectAsync(key, month);
        await AskAsync(key, compute, s_assessor);
        await AskAsync(key, new ConfirmSheet(null), new Actor("finance", ActorRoles.ContractorFinance, id));
        await AskAsync(key, new ApproveSheet(null), s_head);
        await AskAsync(key, new PublishSheet(), s_assessor);
        await AskAsync(key, new RecordOutcome(month, Outcome(month, 99, random), 0));
        await AskAsync(key, new WithdrawOrder(month, OrderOf(month, 2), "GD-00002", "restoration-rejected", 0));
        await (seed % 2 == 0 ? ReopenAsync(key, compute) : CorrectAsync(key, month));
    }

    private async Task ReopenAsync(EntityKey key, ComputeCountedSheet compute)
    {
        await AskAsync(key, new AskReopening("late"), s_assessor);
        await AskAsync(key, new ReopenMonth(), s_head);
        await AskAsync(key, compute, s_assessor);
    }

    // The month after counts nothing itself, and pays what this one owes.
    private async Task CorrectAsync(EntityKey key, MonthRef month)
    {
        var february = MonthRef.Of(month.ContractorId, month.ContractorCode, new MonthKey(2024, 2), Zone);
        await AskAsync(key, new CorrectMonth(s_scheme, february, "late"), s_assessor);
        await _host.Services.GetRequiredService<IFeedProgress>()
            .WaitToEndAsync("corrections-to-month", CancellationToken.None);
        var next = key with { Id = february.EntityId };
        await AskAsync(next, new FreezeMonth(february, 19, OpenOrdersAtFreeze.Carry), s_assessor);
        await AskAsync(next, new ComputeSheet(s_scheme, []), s_assessor);
    }

    private async Task ObjectAsync(EntityKey key, MonthRef month)
    {
        var id = NameBasedId.Of(key.Id, "objection");
        await AskAsync(
            key, new DisputeLines(null, [new DisputedLine(id, Faults, null, "one is missing", null)]),
            new Actor("finance", ActorRoles.ContractorFinance, month.ContractorId));
        var state = (MonthState)(await _host.Services.GetRequiredService<IEntities>().ReadAsync(
            key, CancellationToken.None)).State;
        var pays = StatementPaths.AmountOf(state.Sheet!.Statement, Faults)!.Value;
        await AskAsync(key, new DecideDispute(id, true, null, "agreed", Cny: pays + 12.34m), s_assessor);
    }

    private static Guid OrderOf(MonthRef month, int number) => NameBasedId.Of(month.EntityId, $"o{number}");

    private static OrderOutcome Outcome(MonthRef month, int number, Random random) =>
        MonthAuditFacts.Outcome(month, number, random) with
        {
            AssetClass = random.Next(3) switch { 0 => "station-a", 1 => "duct", _ => "access" },
            WorkKind = random.Next(5) == 0 ? "generation" : "repair",
            FalseReply = false,
        };

    private Task<MonthAuditReport> AuditAsync() =>
        new MonthAuditor(Source, _policies.Path, Zone).RunAsync("default", null, null, CancellationToken.None);

    private async Task AskAsync(EntityKey key, ICommand command, Actor? by = null)
    {
        var answer = await _host.Services.GetRequiredService<IEntities>().AskAsync(
            key, command, new AskContext(by ?? Actor.System, NameBasedId.Of(key.Id, $"{_calls++}")),
            CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>($"{command}: {answer}");
    }
}
