using System.Globalization;
using System.Text.Json;
using FieldOps.Testing;
using Npgsql;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>
/// What must hold of the orders that were worked, whatever came between: every step that was acknowledged is in the log
/// once and in its turn, and every order that ended stands in its contractor's month once.
/// </summary>
internal sealed class CrewAftermath(string database, CrewLoad crews)
{
    private const string Steps = """
        select id, name from log.event where type = 'work-order' and name = any($1) order by id, version
        """;

    private const string Archived = "select id from log.event where name = 'work-order.archived.v1'";

    private const string Outcomes = """
        select (body::jsonb -> 'order' ->> 'orderId')::uuid from log.event
        where name = 'contractor-month.outcome-recorded.v1'
        """;

    private const string Months =
        "select count(distinct id) from log.event where name = 'contractor-month.outcome-recorded.v1'";

    // Whoever was late by the order's own instants is late once, and nobody else is: a limit that was found passed
    // while the acceptance was on its way is lifted again.
    private const string Misjudged = """
        with taken as (
            select a.id, (a.body::jsonb -> 'time' ->> 'countedAt')::timestamptz
                > (d.body::jsonb ->> 'clocksStartAt')::timestamptz + make_interval(mins => $1) as late
            from log.event a join log.event d on d.id = a.id and d.name = 'work-order.dispatched.v1'
            where a.name = 'work-order.accepted.v1'),
        told as (
            select t.id, t.late, count(*) filter (where e.name = 'work-order.clock-breached.v1') as breaches,
                count(*) filter (where e.name = 'work-order.breach-lifted.v1') as lifted
            from taken t left join log.event e on e.id = t.id group by t.id, t.late)
        select count(*) from told where breaches > 1 or lifted > 1 or breaches - lifted <> late::int
        """;

    private const string ReachedTwice = """
        select count(*) from (
            select from log.event where name = 'work-order.ladder-step-reached.v1'
            group by id, body::jsonb ->> 'clock', body::jsonb ->> 'stepId' having count(*) > 1) twice
        """;

    private const int PageLimit = 500;

    public async Task JudgeAsync(HttpClient client)
    {
        crews.Refused.ShouldBeEmpty();
        crews.Archived.Count().ShouldBe(crews.Orders);
        crews.Orders.ShouldBeGreaterThan(0);
        await StepsAreThereOnceAsync();
        await MonthHasEachOnceAsync(client);
        (await ScalarAsync(Misjudged, ShortAcceptance.Minutes)).ShouldBe(0);
        (await ScalarAsync(ReachedTwice)).ShouldBe(0);
    }

    private async Task StepsAreThereOnceAsync()
    {
        var expected = crews.Archived.ToDictionary(a => a.Order, a => a.Events);
        var found = new Dictionary<Guid, List<string>>();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(Steps);
        command.Parameters.Add(new() { Value = expected.Values.SelectMany(e => e).Distinct().ToArray() });
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            if (!found.TryGetValue(rows.GetGuid(0), out var names))
            {
                found.Add(rows.GetGuid(0), names = []);
            }

            names.Add(rows.GetString(1));
        }

        found.Keys.Order().ShouldBe(expected.Keys.Order());
        foreach (var (order, names) in found)
        {
            string.Join('\n', names).ShouldBe(string.Join('\n', expected[order]), order.ToString());
        }
    }

    // The log says which orders ended; the month's own log and what the API tells of it say the same.
    private async Task MonthHasEachOnceAsync(HttpClient client)
    {
        var archived = (await IdsAsync(Archived)).Order().ToArray();
        archived.ShouldBe(crews.Archived.Select(a => a.Order).Order());
        (await IdsAsync(Outcomes)).Order().ShouldBe(archived);
        (await ScalarAsync(Months)).ShouldBe(1);
        (await EndedAsync(client)).Order().ShouldBe(archived);
    }

    private static async Task<List<Guid>> EndedAsync(HttpClient client)
    {
        var ended = new List<Guid>();
        string? cursor = null;
        do
        {
            var after = cursor is null ? string.Empty : "&cursor=" + Uri.EscapeDataString(cursor);
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/api/v1/months/{FaultLoad.Contractor}/{FaultLoad.Month}/orders?limit={PageLimit}{after}"));
            request.Headers.Add("X-Actor", "manager");
            request.Headers.Add("X-Role", "contractor-manager");
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            response.IsSuccessStatusCode.ShouldBeTrue(text);
            using var page = JsonDocument.Parse(text);
            ended.AddRange(page.RootElement.GetProperty("items").EnumerateArray()
                .Where(o => o.GetProperty("standing").GetString() == "ended")
                .Select(o => o.GetProperty("orderId").GetGuid()));
            cursor = page.RootElement.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return ended;
    }

    private async Task<List<Guid>> IdsAsync(string sql)
    {
        var ids = new List<Guid>();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }

    private async Task<long> ScalarAsync(string sql, params int[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
