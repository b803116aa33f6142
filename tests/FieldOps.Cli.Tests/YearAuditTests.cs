using System.Globalization;
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

    private static readonly Actor s_assessor = new("assessor", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);
    private static readonly Guid s_contractor = ContractorIds.Contractor("default", Code);
    private static readonly Actor s_finance = new("finance", ActorRoles.ContractorFinance, s_contractor);

    private static readonly ScoringScheme s_scheme =
        RepoFiles.Policy<ScoringScheme>("scoring", "line-station.v1.json");

    private static readonly ScoringScheme s_annual =
        RepoFiles.Policy<ScoringScheme>("scoring", "annual-province.v1.json");

    private static readonly ScoringScheme s_special =
        RepoFiles.Policy<ScoringScheme>("scoring", "special-check.v1.json");

    // From the year's last month on, with another line in the place of the first.
    private static readonly ScoringScheme s_second = s_special with
    {
        Version = 2, EffectiveFrom = new DateTimeOffset(2024, 12, 1, 0, 0, 0, TimeSpan.FromHours(8)),
        Tables = [Renamed(s_special.Tables[0])],
    };

    // Orders alone measure it: nobody marks anything of it.
    private static readonly ScoringScheme s_orders = s_scheme with { Id = "orders-year", Kind = SheetKind.Annual };

    // Of another scheme than the sheets: such a table scores the facts of the months.
    private static readonly ScoringScheme s_other = RepoFiles.Policy<ScoringScheme>("scoring", "seed-3.v1.json");

    // That began in the year's last month, and has a table of that one. Its lines are those of the signed sheets, and
    // do not take over what an objection made of them.
    private static readonly ScoringScheme s_late = s_scheme with
    {
        Id = "late-year", EffectiveFrom = new DateTimeOffset(2024, 12, 1, 0, 0, 0, TimeSpan.FromHours(8)),
    };

    private static readonly CompositeScheme s_inner = RepoFiles.Policy<CompositeScheme>(
        "composites", "annual-90-10.v1.json") with
    {
        Id = "inspections",
        Parts =
        [
            new("year", "年度", "Year", 40m, s_annual.Id), new("special", "专项", "Special", 40m, s_special.Id),
            new("orders", "工单", "Orders", 20m, s_orders.Id),
        ],
    };

    private static readonly CompositeScheme s_composite = s_inner with
    {
        Id = "many-tables",
        Parts =
        [
            new("months", "月度", "Months", 40m, s_scheme.Id), new("other", "其他", "Other", 20m, s_other.Id),
            new("late", "下半年", "Late", 10m, s_late.Id), new("own", "各月", "Own", 10m, OwnSheets: true),
            new("inspected", "检查", "Inspected", 20m, Composite: s_inner.Id),
        ],
    };

    // All nine points of a line that has less by its orders.
    private static readonly (ICommand Command, Actor By)[] s_objection =
    [
        (
            new DisputeLines(
                1, [new DisputedLine(s_contractor, "kpi/repair-timeliness/restoration/restore", null, "cut", null)]),
            s_finance),
        (new DecideDispute(s_contractor, true, 9m, "a cut-over"), s_assessor),
        (new ComputeSheet(s_scheme, []), s_assessor),
    ];

    private readonly PolicyCopy _policies = Policies();
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
        await MarkAsync(november, s_special, 5m);
        await MarkAsync(december, s_annual, 10m);
        await MarkAsync(december, s_second, 8m);
        await PublishAsync(november, 8);
        await PublishAsync(december, 5, s_objection);
        await YearAsync(1, null);
        // The second edition rests on a month that was corrected.
        await CorrectAsync(november, 99);
        await YearAsync(2, "a late order");
        await _host.Services.GetRequiredService<IFeedProgress>().WaitToEndAsync(
            ["corrections-to-month", "suspensions-weighed"], CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _policies.Dispose();
    }

    // The rules of years name the composite.
    private static PolicyCopy Policies() => new PolicyCopy()
        .Add(
            "scoring/late-year.v1.json", "scoring/line-station.v1.json", ("\"line-station\"", "\"late-year\""),
            ("2020-01-01T", "2024-12-01T"))
        .Write("scoring/special-check.v2.json", s_second)
        .Write("scoring/orders-year.v1.json", s_orders)
        .Write("composites/inspections.v1.json", s_inner)
        .Write("composites/many-tables.v1.json", s_composite)
        .Change(
            "standing/default.v2.json",
            ("\"id\": \"default\",", "\"id\": \"default\", \"annualBy\": \"many-tables\","));

    [Fact]
    public async Task Audit_OfYears_AgreesToTheHundredth_AndFindsEachWrongOne()
    {
        var clean = await AuditAsync(null);
        clean.Differences.ShouldBeEmpty();
        (clean.Sheets, clean.Years).ShouldBe((3, 2));

        await Source.RunAsync("create table kept as select * from log.event");
        foreach (var (damage, figure) in Damages().Concat(Omissions()))
        {
            await FindsAsync(damage, figure);
        }
    }

    private static (string Damage, string Figure)[] Damages() =>
    [
        (Set("{sheet,score}", "(body::jsonb #>> '{sheet,score}')::numeric + 0.01", DrawnUp), "many-tables score"),
        (Set("{sheet,grade}", "'Z'::text", DrawnUp), "many-tables grade"),
        (Set("{sheet,partsMissing}", "2", DrawnUp), "many-tables partsMissing"),
        (Set("{sheet,version}", "2", DrawnUp), "many-tables version"),
        (Set("{sheet,compositeId}", "'annual-90-10'::text", DrawnUp), "composite"),
        (Set("{sheet,lines,1,score}", "1", DrawnUp), "part other"),
        (Set("{sheet,lines,4,inner,score}", "1", DrawnUp), "inspections score"),
        (Set("{tables,0,score}", "1", DrawnUp), "table line-station"),
        (Set("{tables,0,months,1,score}", "1", DrawnUp), "table line-station 2024-12"),
        (Set("{months,0,score}", "1", DrawnUp), "2024-11 score"),
        (Set("{months,1,sheetNumber}", "9", DrawnUp), "2024-12 sheetNumber"),
        (Set("{score}", "100", Approved), "approved score"),
        (Set("{grade}", "'Z'::text", Approved), "approved grade"),
        (Set("{edition}", "2", Approved), "approved edition"),
        (Set("{by}", "'assessor'::text", Approved), "approved by"),
        (Set("{tables,0,months,1,score}", "1", DrawnUp, "#- '{tables,0,months,1,sheetNumber}'"),
            "table line-station 2024-12"),
        (Set("{tables,0,months,1,month}", "'2024-10'::text", DrawnUp), "table line-station 2024-10"),
        (Set("{tables,1,months,0,score}", "1", DrawnUp), "table seed-3 2024-11"),
        (Set("{tables,1,months,0,sheetNumber}", "1", DrawnUp), "table seed-3 2024-11 sheetNumber"),
        (Set("{tables,1,schemeVersion}", "2", DrawnUp), "tables"),
        (Set("{tables,2,months,0,score}", "1", DrawnUp), "table late-year 2024-12"),
        (Set("{tables,3,months,0,score}", "1", DrawnUp), "table own sheets 2024-11"),
        (Set("{tables,5,months,0,score}", "1", DrawnUp), "table special-check 2024-11"),
        (Set("{tables,5,months,1,score}", "1", DrawnUp), "table special-check 2024-12"),
        (Set("{tables,5,months,1,schemeVersion}", "1", DrawnUp), "table special-check 2024-12 schemeVersion"),
        (Set("{tables,6,sheets,0,sheet,score}", "1", DrawnUp), "table orders-year sheet"),
        (Set("{sheet,lines,1,weightPercent}", "21", DrawnUp), "part other weightPercent"),
        (Set("{sheet,lines,4,inner,lines,1,weightPercent}", "41", DrawnUp), "part special weightPercent"),
    ];

    private static (string Damage, string Figure)[] Omissions() =>
    [
        (Without("{months,1}"), "2024-12 left out"),
        (Set(
            "{tables,0,score}", "body::jsonb #> '{tables,0,months,0,score}'", DrawnUp, "#- '{tables,0,months,1}'"),
            "table line-station months"),
        (Without("{tables,2}"), "tables"),
        (Without("{tables,4,sheets,0}"), "table annual-province sheets"),
        (Without("{tables,5,months,0}"), "table special-check months"),
        (Without("{tables,6,sheets,0}"), "table orders-year sheets"),
        (Without("{sheet,lines,3}"), "part own"),
        (Without("{sheet,lines,4,inner}"), "inspections score"),
        // A month twice; and a month of another year beside the twelve.
        (Set("{months,2}", "body::jsonb #> '{months,0}'", DrawnUp), "months"),
        (
            Set("{months,2}", "jsonb_set(body::jsonb #> '{months,0}', '{month}', '\"2023-11\"')", DrawnUp), "months"),
    ];

    // What an edition was drawn up from before such marks were refused: they are on no line of the year's version.
    [Fact]
    public async Task Audit_OfMarksThatTheTablesVersionHasNoLineFor_WantsNoSheetOfThem()
    {
        await Source.RunAsync($"""
            update log.event set body = replace(body::text, 'marks/marks/marks/', 'marks/marks/later/'){Cast}
            where name = 'contractor-month.mark-recorded.v1'
            """.Replace(Cast, "::" + await Source.BodyTypeAsync(), StringComparison.Ordinal));
        await Source.RunAsync(Without("{tables,4,sheets,0}").Replace(
            Cast, "::" + await Source.BodyTypeAsync(), StringComparison.Ordinal));

        (await AuditAsync(null)).Differences.Select(d => d.Figure).ShouldNotContain("table annual-province sheets");
    }

    // Nothing in the edition says so: it adds up without the table.
    [Fact]
    public async Task Audit_OfAnEditionWithoutATableThatTheCompositeNames_FindsIt()
    {
        await CorrectAsync(Month(11), 98);
        await YearAsync(3, "a table less", without: s_other.Id);

        var differences = (await AuditAsync(null)).Differences;

        var tables = differences.Where(d => d.Figure == "tables").ShouldHaveSingleItem();
        tables.OwnText!.Split(", ").Except(tables.StoredText!.Split(", ")).ShouldBe(["seed-3.v1"]);
        differences.Select(d => d.Figure).ShouldContain("part other");
        differences.Select(d => d.Figure).ShouldContain("many-tables score");
        differences.Select(d => d.Figure).ShouldContain("approved score");
    }

    // Nobody can set it right any more, and it has decided nothing. The next one stands for it.
    [Fact]
    public async Task Audit_OfAnEditionThatWasReplacedBeforeItWasApproved_NotesWhatItSaysOtherwise()
    {
        await CorrectAsync(Month(11), 98);
        await YearAsync(3, "a table less", without: s_other.Id, isApproved: false);
        var waits = await AuditAsync(null);
        waits.Differences.Select(d => d.Figure).ShouldContain("tables", "somebody may approve it");
        waits.Notes.ShouldBeEmpty();

        await CorrectAsync(Month(11), 97);
        await YearAsync(4, "with all tables");

        var replaced = await AuditAsync(null);
        replaced.Differences.ShouldBeEmpty();
        replaced.Notes.Select(d => d.Figure).ShouldContain("tables");
        replaced.Notes.Count.ShouldBe(waits.Differences.Count);
        replaced.Years.ShouldBe(4);
    }

    // Asked for one month alone it works the others out all the same, for the year that weighs them.
    [Fact]
    public async Task Audit_OfOneMonth_JudgesItsYear_AndNoOther()
    {
        var (december, january) = (await AuditAsync("2024-12"), await AuditAsync("2025-01"));

        december.Differences.ShouldBeEmpty();
        (december.Sheets, december.Years).ShouldBe((2, 2));
        (january.Sheets, january.Years).ShouldBe((0, 0));
    }

    private async Task FindsAsync(string damage, string figure)
    {
        await Source.RunAsync(damage.Replace(Cast, "::" + await Source.BodyTypeAsync(), StringComparison.Ordinal));
        (await AuditAsync(null)).Differences.Where(d => d.Month == "Y1 2024").Select(d => d.Figure)
            .ShouldContain(figure, damage);
        await Source.RunAsync("delete from log.event; insert into log.event select * from kept");
    }

    private static string Without(string path) =>
        $"update log.event set body = (body::jsonb #- '{path}'){Cast} {DrawnUp}";

    private static string Set(string path, string value, string where, string without = "") =>
        $"update log.event set body = jsonb_set(body::jsonb {without}, '{path}', to_jsonb({value})){Cast} {where}";

    private Task<MonthAuditReport> AuditAsync(string? month) =>
        new MonthAuditor(Source, _policies.Path, Zone).RunAsync("default", Code, month, CancellationToken.None);

    private MonthRef Month(int number, int year = 2024) =>
        MonthRef.Of(s_contractor, Code, new MonthKey(year, number), Zone);

    private async Task PublishAsync(MonthRef month, int late, params (ICommand Command, Actor By)[] objection)
    {
        for (var number = 0; number < 9; number++)
        {
            await AskAsync(month.EntityId, new RecordOutcome(month, Outcome(month, number, late), 0), Actor.System);
        }

        (ICommand Command, Actor By)[] steps =
        [
            (new FreezeMonth(month, 1, OpenOrdersAtFreeze.Carry), s_assessor),
            (new ComputeSheet(s_scheme, []), s_assessor), .. objection, (new ConfirmSheet(null), s_finance),
            (new ApproveSheet(null), s_head), (new PublishSheet(), s_assessor),
        ];
        foreach (var (command, by) in steps)
        {
            await AskAsync(month.EntityId, command, by);
        }
    }

    private async Task CorrectAsync(MonthRef month, int order)
    {
        await AskAsync(month.EntityId, new RecordOutcome(month, Outcome(month, order, 9), 0), Actor.System);
        await AskAsync(month.EntityId, new CorrectMonth(s_scheme, Month(1, 2025), $"{order} ended late"), s_assessor);
    }

    private Task MarkAsync(MonthRef month, ScoringScheme scheme, decimal points) => AskAsync(
        month.EntityId,
        new RecordMark(
            month, NameBasedId.Of(month.EntityId, $"{scheme.Id}.{scheme.Version}"),
            scheme.MarkedRules().First(), points,
            new DateOnly(2024, int.Parse(month.Month[5..], CultureInfo.InvariantCulture), 20), null, "memo 4"),
        s_assessor);

    private async Task YearAsync(int edition, string? reason, string? without = null, bool isApproved = true)
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
        PeriodTable[] tables =
        [
            PeriodTable.Of(s_scheme, months), PeriodTable.Of(s_other, months), PeriodTable.Of(s_late, months),
            PeriodTable.OfOwnSheets(months), PeriodTable.Of(s_annual, months),
            PeriodTable.OfHeld(s_special, [new(months[0], s_special), new(months[1], s_second)]),
            PeriodTable.Of(s_orders, months),
        ];
        await AskAsync(
            year.EntityId,
            new DrawUpAnnual(
                year, s_composite, [s_inner], [.. tables.Where(t => t.SchemeId != without)], [.. rests], [], reason),
            s_assessor, YearRef.EntityType);
        if (isApproved)
        {
            await AskAsync(
                year.EntityId, new ApproveAnnual(edition, [.. rests.Select(m => m.Source())]), s_head,
                YearRef.EntityType);
        }
    }

    private static ScoreTable Renamed(ScoreTable table)
    {
        var (item, content) = (table.Items[0], table.Items[0].Contents[0]);
        var rules = content.Rules.SetItem(0, content.Rules[0] with { Id = "renamed" });
        return table with { Items = [item with { Contents = [content with { Rules = rules }] }] };
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
}
