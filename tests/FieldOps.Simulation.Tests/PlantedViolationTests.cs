using FieldOps.Simulation.World;

namespace FieldOps.Simulation.Tests;

/// <summary>
/// The auditor catches what is planted: each law with a violation of its own, and nothing in the story itself.
/// </summary>
public sealed class PlantedViolationTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private const string AnyArchived = "(select min(position) from log.event where name = 'work-order.archived.v1')";

    // The months of a county are scored side by side: the first sheet is another one each time, and not each has money.
    private const string ScoredSheet = """
        (select min(position) from log.event
         where name = 'contractor-month.sheet-computed.v1' and body::jsonb->'sheet' ? 'score'
             and body::jsonb #>> '{sheet,lines,0,points}' is not null)
        """;

    private const string PaidSheet = """
        (select min(position) from log.event
         where name = 'contractor-month.sheet-computed.v1'
             and body::jsonb #>> '{statement,lines,0,amountCny}' is not null)
        """;

    [Fact]
    public async Task Story_Untouched_HasNoFindingAndWasLookedAt()
    {
        var report = await story.JudgeCopyAsync(sql: null);

        report.Findings.ShouldBeEmpty();
        foreach (var law in new[]
        {
            "alarm.without-ticket", "api.compliance", "api.months", "api.orders", "clock.away", "clock.breach",
            "clock.outcome", "world.absences",
            "command.one-effect", "exit.fee", "exit.heir", "exit.left-behind", "exit.once", "exit.share", "exit.steps",
            "ledger.lost", "lot.share", "money.amount", "month.order", "order.step",
            "outage.child", "outage.window", "outage.windows",
            "pause.count", "pause.unjudged", "rows.alarm", "rows.ended-clock", "rows.month", "rows.order",
            "rows.ticket",
            "quarter.pay", "quarter.sheet", "quarter.total", "share.due",
            "scope.denied", "sheet.points", "sheet.score", "ticket.one-open", "ticket.one-order",
        })
        {
            report.Checked.GetValueOrDefault(law).ShouldBeGreaterThan(0, law);
        }
    }

    [Theory]
    [InlineData("log.position", "delete from log.event where position = 60")]
    [InlineData("log.head", "update log.head set version = version + 1 where entity = 1")]
    [InlineData("command.one-effect", """
        update log.event set command =
            (select command from log.event where type = 'work-order' and version = 1 limit 1),
            entity = (select entity from log.event where type = 'work-order' and version = 1 limit 1)
        where position = (select max(position) from log.event where type = 'work-order')
        """)]
    [InlineData("order.step", """
        update log.event set name = 'work-order.resumed.v1',
            body = '{"pauseNumber":1,"time":{"countedAt":"2024-01-30T00:00:00Z","receivedAt":"2024-01-30T00:00:00Z"}}'
        where position = (select min(position) from log.event where name = 'work-order.verified.v1')
        """)]
    [InlineData("order.assignment-number", """
        update log.event set body = jsonb_set(body::jsonb, '{assignmentNumber}', '7')
        where position = (select min(position) from log.event where name = 'work-order.dispatched.v1')
        """)]
    public async Task Log_Tampered_IsFound(string law, string sql) => await FoundAsync(law, sql);

    [Theory]
    [InlineData("exit.steps", "delete from log.event where name = 'contractor-exit.decided.v1'")]
    [InlineData("exit.two-people", """
        update log.event set body = jsonb_set(body::jsonb, '{decidedBy}', '"manager-1"')
        where name = 'contractor-exit.decided.v1'
        """)]
    [InlineData("exit.notice", """
        update log.event set body = jsonb_set(body::jsonb, '{noticeUntil}', '"2034-01-01T00:00:00Z"')
        where name = 'contractor-exit.started.v1'
        """)]
    [InlineData("exit.woken", "delete from log.event where name = 'contractor-exit.handed-over.v1'")]
    [InlineData("exit.heir", """
        update log.event set body = jsonb_set(body::jsonb, '{to,contractorId}', body::jsonb->'from'->'contractorId')
        where name = 'work-order.handed-over.v1' and body::jsonb ? 'to'
        """)]
    [InlineData("exit.once", """
        update log.event set body = jsonb_set(body::jsonb, '{assignee,contractorId}',
            '"00000000-0000-0000-0000-000000000007"')
        where name = 'work-order.dispatched.v1' and id in
            (select id from log.event where name = 'work-order.handed-over.v1')
        """)]
    [InlineData("exit.left-behind", """
        update log.event set body = jsonb_set(body::jsonb, '{assignee,contractorId}',
            (select body::jsonb->'contractorId' from log.event where name = 'contractor-exit.started.v1'))
        where name = 'work-order.dispatched.v1' and position >
            (select min(position) from log.event where name = 'contractor-exit.handed-over.v1')
        """)]
    [InlineData("exit.share", """
        update log.event set body = jsonb_set(body::jsonb, '{terms,shares,0,sharePercent}', '1')
        where name = 'contract-lot.amended.v1'
        """)]
    [InlineData("exit.fee", """
        update log.event set body = jsonb_set(body::jsonb, '{terms,monthlyFeeCny}', '1')
        where name = 'contract-lot.amended.v1'
        """)]
    [InlineData("quarter.total", """
        update log.event set body = jsonb_set(body::jsonb, '{totalCny}', '1')
        where name = 'quarter-settlement.drawn.v1'
        """)]
    [InlineData("quarter.sheet", """
        update log.event set body = jsonb_set(body::jsonb, '{months,0,sheetNumber}', '9')
        where name = 'quarter-settlement.drawn.v1'
        """)]
    [InlineData("quarter.pay", """
        update log.event set body = jsonb_set(body::jsonb, '{payCny}', '1')
        where name = 'quarter-settlement.settled.v1'
        """)]
    public async Task ExitOrQuarter_Tampered_IsFound(string law, string sql) => await FoundAsync(law, sql);

    [Theory]
    [InlineData("outage.windows", """
        update log.event set body = jsonb_set(body::jsonb, '{until}', '"2024-02-20T00:00:00Z"')
        where position = (select max(position) from log.event where name = 'declared-event.window-set.v1')
        """)]
    [InlineData("outage.children", """
        update log.event set body = jsonb_set(body::jsonb, '{orders}', '[]')
        where name = 'declared-event.orders-attached.v1'
        """)]
    [InlineData("outage.window", """
        update log.event set body = jsonb_set(body::jsonb, '{from}', '"2024-01-01T00:00:00Z"')
        where name = 'work-order.window-inherited.v1'
        """)]
    public async Task Outage_Tampered_IsFound(string law, string sql) => await FoundAsync(law, sql);

    [Theory]
    [InlineData("clock.outcome", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{outcome,clocks,0,outcome}',
            case body::jsonb #>> '{outcome,clocks,0,outcome}' when 'late' then '"on-time"' else '"late"' end::jsonb)
        where position = {{AnyArchived}}
        """)]
    [InlineData("clock.elapsed", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{outcome,clocks,0,elapsed}', '"00:00:59"')
        where position = {{AnyArchived}}
        """)]
    [InlineData("clock.breach", """
        update log.event set name = 'work-order.appended.v1'
        where position = (select min(position) from log.event where name = 'work-order.clock-breached.v1')
        """)]
    [InlineData("pause.unlimited", """
        update log.event set body = jsonb_set(body::jsonb, '{unlimited}', 'true')
        where position = (select min(position) from log.event
            where name = 'work-order.suspension-requested.v1' and not body::jsonb ? 'declaredEventId')
        """)]
    [InlineData("outcome.attribution", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{outcome,attribution}', '"other-operator"')
        where position = {{AnyArchived}}
        """)]
    [InlineData("order.late-transfer", """
        update log.event set name = 'work-order.transferred.v1', actor = 'contractor-dispatcher|' || replace(
            '00000000-0000-0000-0000-000000000003', '-', '') || '|f',
            body = '{"from":{"contractorId":"00000000-0000-0000-0000-000000000003"}}'
        where position in (select min(e.position) from log.event e join log.event b on b.id = e.id
            and b.name = 'work-order.clock-breached.v1' and b.position < e.position
            where e.name = 'work-order.milestone-reached.v1')
        """)]
    [InlineData("clock.away", """
        update log.event set body = body::jsonb - 'past'
        where name = 'work-order.dispatched-again.v1' and body::jsonb #> '{past,away}' is not null
        """)]
    [InlineData("pause.unjudged", """
        update log.event set name = 'work-order.appended.v1'
        where name = 'work-order.suspension-decided.v1' and id in (
            select id from log.event where name = 'work-order.archived.v1')
        """)]
    public async Task Clocks_Tampered_AreFound(string law, string sql) => await FoundAsync(law, sql);

    [Theory]
    [InlineData("limit.version", "{terms,policyVersion}", "2")]
    [InlineData("limit.decided-at", "{terms,decidedAt}", "\"2024-01-30T00:00:00Z\"")]
    [InlineData("limit.asked-at", "{rulesAt}", "\"2024-01-30T00:00:00Z\"")]
    [InlineData("limit.line", "{terms,lineId}", "\"trunk1\"")]
    [InlineData("limit.clocks", "{terms,limits}", "[]")]
    [InlineData("limit.minutes", "{terms,limits,0,limitMinutes}", "9")]
    [InlineData("limit.minutes", "{asset,areaClass}", "\"R\"")]
    [InlineData("limit.minutes", "{asset,batteryMinutes}", "599")]
    [InlineData("limit.severity", "{severity}", "\"warning\"")]
    [InlineData("limit.pausable", "{terms,limits,0,pausable}", "true")]
    [InlineData("limit.boundary", "{terms,boundaryInclusive}", "false")]
    [InlineData("limit.start", "{terms,limits,0,startsAt}", "\"accepted\"")]
    [InlineData("limit.given-by", "{terms,limits,0,givenBy}", "\"customer-key\"")]
    [InlineData("rules.version", "{rules,policyVersion}", "3")]
    [InlineData("rules.pauses", "{rules,pauses,totalMinutesMax}", "1439")]
    [InlineData("ladder.version", "{rules,ladder,policyVersion}", "2")]
    [InlineData("ladder.steps", "{rules,ladder,steps,0,percent}", "49")]
    public async Task Limits_Tampered_AreFound(string law, string path, string value) => await FoundAsync(law, $"""
        update log.event set body = jsonb_set(body::jsonb, '{path}', '{value}')
        where name = 'work-order.created.v1'
        """);

    [Theory]
    [InlineData("limit.minutes", """
        update log.event set body = jsonb_set(body::jsonb, '{severity}', '"major"')
        where name = 'work-order.created.v1' and body::jsonb->>'severity' = 'minor'
            and body::jsonb->>'workKind' = 'repair'
        """)]
    [InlineData("limit.hours", """
        update log.event set body = jsonb_set(jsonb_set(body::jsonb, '{terms,limits,0,calendar}', '"x"'),
            '{terms,hours}', '{"x":{"zone":"Asia/Shanghai","week":[],"breaks":[],"workingDayHours":[],"days":[]}}')
        where name = 'work-order.created.v1'
        """)]
    [InlineData("ladder.once", """
        update log.event set body = (select e.body from log.event e where e.name = 'work-order.ladder-step-reached.v1'
            and e.id = log.event.id order by e.position limit 1)
        where name = 'work-order.ladder-step-reached.v1'
        """)]
    [InlineData("ladder.share", """
        update log.event set body = jsonb_set(body::jsonb, '{stepId}', '"at-150"')
        where name = 'work-order.ladder-step-reached.v1' and body::jsonb->>'clock' = 'restore'
        """)]
    [InlineData("ladder.told", """
        update log.event set name = 'work-order.note-recorded.v1'
        where name = 'work-order.ladder-step-reached.v1' and body::jsonb->>'stepId' = 'at-80'
        """)]
    public async Task LimitsAndSteps_Tampered_AreFound(string law, string sql) => await FoundAsync(law, sql);

    [Theory]
    [InlineData("ticket.one-order", """
        update log.event set body = jsonb_set(body::jsonb, '{ticket,ticketId}', (
            select body::jsonb #> '{ticket,ticketId}' from log.event
            where name = 'work-order.created.v1' and body::jsonb ? 'ticket' order by position limit 1))
        where position = (select max(position) from log.event
            where name = 'work-order.created.v1' and body::jsonb ? 'ticket')
        """)]
    [InlineData("ticket.ends-with-order", """
        update log.event set name = 'asset.amended.v1'
        where position = (select max(position) from log.event where name = 'asset.fault-ticket-closed.v1')
        """)]
    [InlineData("alarm.without-ticket", """
        update log.event set body = (body::jsonb - 'otherAlarmIds') || '{"alarmId":"NONE"}'
        where position = (select min(position) from log.event
            where name = 'asset.fault-ticket-raised.v1' and body::jsonb->>'channel' = 'alarm')
        """)]
    [InlineData("scope.denied", """
        update log.event set body = jsonb_set(body::jsonb, '{asset,assetClass}', '"junction"')
        where id in (select id from log.event where name = 'work-order.dispatched.v1'
            and not (body::jsonb #>> '{assignee,inHouse}')::boolean) and name = 'work-order.created.v1'
        """)]
    [InlineData("scope.trunk", """
        update log.event set body = jsonb_set(body::jsonb, '{asset,assetClass}', '"trunk1"')
        where id in (select id from log.event where name = 'work-order.dispatched.v1'
            and not (body::jsonb #>> '{assignee,inHouse}')::boolean) and name = 'work-order.created.v1'
        """)]
    [InlineData("lot.share", """
        update log.event set body = jsonb_set(body::jsonb, '{terms,shares,0,contractorId}',
            '"00000000-0000-0000-0000-000000000001"')
        where name = 'contract-lot.opened.v1'
        """)]
    public async Task WorkAndParties_Tampered_AreFound(string law, string sql) => await FoundAsync(law, sql);

    [Theory]
    [InlineData("month.order", """
        update log.event set body = jsonb_set(body::jsonb, '{order,orderId}', '"00000000-0000-0000-0000-000000000002"')
        where type = 'contractor-month' and body::jsonb #>> '{order,orderId}' = (
            select body::jsonb #>> '{order,orderId}' from log.event
            where name = 'contractor-month.outcome-recorded.v1' order by position limit 1)
        """)]
    [InlineData("month.stray", """
        update log.event set body = jsonb_set(body::jsonb, '{order,orderId}', '"00000000-0000-0000-0000-000000000002"')
        where position = (select min(position) from log.event where name = 'contractor-month.order-entered.v1')
        """)]
    [InlineData("sheet.score", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{sheet,score}',
            to_jsonb((body::jsonb #>> '{sheet,score}')::numeric - 0.01))
        where position = {{ScoredSheet}}
        """)]
    [InlineData("sheet.grade", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{sheet,grade}', '"Z"') where position = {{ScoredSheet}}
        """)]
    [InlineData("sheet.points", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{sheet,lines,0,points}',
            to_jsonb((body::jsonb #>> '{sheet,lines,0,points}')::numeric + 0.01))
        where position = {{ScoredSheet}}
        """)]
    [InlineData("money.amount", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{statement,lines,0,amountCny}',
            to_jsonb((body::jsonb #>> '{statement,lines,0,amountCny}')::numeric + 0.01))
        where position = {{PaidSheet}}
        """)]
    [InlineData("money.total", $$"""
        update log.event set body = jsonb_set(body::jsonb, '{statement,totalCny}',
            to_jsonb((body::jsonb #>> '{statement,totalCny}')::numeric - 0.01))
        where position = {{PaidSheet}}
        """)]
    [InlineData("money.settled", """
        update log.event set body = jsonb_set(body::jsonb, '{totalCny}',
            to_jsonb((body::jsonb ->> 'totalCny')::numeric + 0.01))
        where name = 'contractor-month.settled.v1'
        """)]
    public async Task MonthAndMoney_Tampered_AreFound(string law, string sql) => await FoundAsync(law, sql);

    [Theory]
    [InlineData("rows.order", "update work_orders.work_order set return_count = return_count + 1")]
    [InlineData("rows.orders", """
        delete from work_orders.work_order where id = (select id from work_orders.work_order order by id limit 1)
        """)]
    [InlineData("rows.ticket", "update faults.ticket set closed_at = null where closed_at is not null")]
    [InlineData("rows.alarms", """
        delete from faults.alarm where alarm_id = (select min(alarm_id) from faults.alarm)
        """)]
    [InlineData("rows.ended-clock", """
        update compliance.closed_order
        set verdict = (
            select array_agg(case v when 0 then 1 when 1 then 0 else v end)::smallint[] from unnest(verdict) v)
        where verdict <> '{}'
        """)]
    [InlineData("rows.ended-clock", """
        delete from compliance.closed_order
        where order_id = (select order_id from compliance.ended_clock order by order_id limit 1)
        """)]
    [InlineData("rows.month", """
        update assessment.month set row = jsonb_set(row, '{totalCny}', to_jsonb((row->>'totalCny')::numeric + 0.01))
        where row ? 'totalCny'
        """)]
    [InlineData("rows.month-order", "update assessment.month_order set ended = not ended where not withdrawn")]
    [InlineData("rows.load", """
        insert into dispatch_directory.load values ('default', '00000000-0000-0000-0000-000000000003', 4)
        """)]
    public async Task ReadModels_Tampered_AreFound(string law, string sql) => await FoundAsync(law, sql);

    [Fact]
    public async Task Api_LeavingOutAnOrder_IsFound()
    {
        var report = await story.JudgeCopyAsync(sql: null, end => With(end, "work-orders"));
        report.Findings.ShouldContain(f => f.Code == "api.orders");
    }

    [Fact]
    public async Task Api_LeavingOutAComplianceFigure_IsFound()
    {
        var report = await story.JudgeCopyAsync(sql: null, end => With(end, "sla/compliance"));
        report.Findings.ShouldContain(f => f.Code == "api.compliance");
    }

    [Fact]
    public async Task Acknowledgement_WithoutItsEvents_IsFound()
    {
        var report = await story.JudgeCopyAsync(
            sql: null, end => end with { Ledger = [.. end.Ledger, new("lost", "lost", 1_000_000)] });
        report.Findings.ShouldContain(f => f.Code == "ledger.lost");
    }

    [Fact]
    public async Task Acknowledgement_OfOneKeyGivenTwice_IsFound()
    {
        var given = story.End.Ledger.First(a => a.Position > 0);
        var other = story.End.Ledger.First(a => a.Position > given.Position);
        var report = await story.JudgeCopyAsync(
            sql: null, end => end with { Ledger = [.. end.Ledger, given with { Position = other.Position }] });
        report.Findings.ShouldContain(f => f.Code == "ledger.one-answer");
    }

    private async Task FoundAsync(string law, string sql)
    {
        var report = await story.JudgeCopyAsync(sql);
        report.Findings.ShouldContain(f => f.Code == law);
    }

    private static StoryEnd With(StoryEnd end, string path) => end with
    {
        Answers = end.Answers.ToDictionary(
            a => a.Key,
            a => a.Key == path ? [.. a.Value.Where(Counts).Skip(1)] : a.Value,
            StringComparer.Ordinal),
    };

    // A figure of nothing says nothing by its absence.
    private static bool Counts(System.Text.Json.JsonElement item) =>
        !item.TryGetProperty("due", out var due) || due.GetInt32() > 0;
}
