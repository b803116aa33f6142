using System.Text.Json;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Faults;

/// <summary>Each test has a host of its own: the clock runs for all that live in one.</summary>
public sealed class AlarmIntakeHttpTests : IAsyncLifetime
{
    private readonly FaultsHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    private static object Raised(string id, string code, int minute, string cause = "antennaFailure") => new
    {
        alarmId = id,
        assetCode = code,
        state = "raised",
        perceivedSeverity = "major",
        probableCause = cause,
        alarmRaisedTime = FaultsHost.Start.AddMinutes(minute),
    };

    private static object Cleared(string id, string code, int minute) => new
    {
        alarmId = id,
        assetCode = code,
        state = "cleared",
        alarmClearedTime = FaultsHost.Start.AddMinutes(minute),
    };

    private async Task<JsonElement[]> SendAsync(params object[] items)
    {
        var answer = await (await _host.PostAsync("/api/v1/alarms:batch", new { items })).JsonAsync();
        return [.. answer.GetProperty("items").EnumerateArray()];
    }

    [Fact]
    public async Task Batch_OneTimeWithoutOffset_IsThatItemsOwnRefusal()
    {
        await _host.AddStationAsync("A7");
        var bare = new
        {
            alarmId = "bare", assetCode = "A7", state = "cleared", alarmClearedTime = "2024-03-01T08:00:00",
        };

        var items = await SendAsync(Raised("good", "A7", 0), bare);

        items[0].GetProperty("value").GetProperty("activeAlarms").GetInt32().ShouldBe(1);
        items[1].GetProperty("code").GetString().ShouldBe("fault.field-invalid");
        items[1].GetProperty("facts").GetProperty("field").GetString().ShouldBe("alarmClearedTime");
    }

    [Fact]
    public async Task Alarms_ShortAndLong_OnlyTheLastingOneBecomesATicket()
    {
        await _host.AddStationAsync("A1");
        await _host.AddStationAsync("A2");
        await SendAsync(
            Raised("short", "A1", 0), Raised("long", "A2", 0, "commercialPowerFailure"), Cleared("early", "A1", 0));
        await _host.AdvanceAsync(FaultsHost.Start.AddMinutes(5));
        await SendAsync(Cleared("short", "A1", 5));
        await _host.AdvanceAsync(FaultsHost.Start.AddMinutes(60));
        var cleared = await SendAsync(Cleared("long", "A2", 60));

        var ticket = (await _host.ReadAsync("/api/v1/tickets")).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem();
        ticket.GetProperty("number").GetString().ShouldBe("GZ-A2-0001");
        ticket.GetProperty("workKind").GetString().ShouldBe("generation");
        ticket.GetProperty("raisedAt").GetDateTimeOffset().ShouldBe(FaultsHost.Start.AddMinutes(15));
        ticket.GetProperty("alarmClearedAt").GetDateTimeOffset().ShouldBe(FaultsHost.Start.AddMinutes(60));
        cleared[0].GetProperty("value").GetProperty("ticketId").GetString()
            .ShouldBe(ticket.GetProperty("ticketId").GetString());

        var counts = await _host.ReadAsync("/api/v1/alarms/counts");
        new[] { "raised", "cleared", "inTickets", "heldBack", "unmatchedClears" }
            .Select(name => counts.GetProperty(name).GetInt64()).ShouldBe([2, 2, 1, 0, 1]);
        var alarm = (await _host.ReadAsync("/api/v1/alarms?assetCode=A1")).GetProperty("items")[0];
        alarm.GetProperty("alarmClearedTime").GetDateTimeOffset().ShouldBe(FaultsHost.Start.AddMinutes(5));
    }

    [Fact]
    public async Task Alarms_ImpossibleItems_AreRefusedByThemselves()
    {
        await _host.AddStationAsync("A1");

        var outcomes = await SendAsync(
            new { alarmId = "x", assetCode = "A1", state = "raised" },
            new { alarmId = "x", assetCode = "A1", state = "odd" },
            Raised("x", "A1", 10),
            Raised("ok", "A1", 0),
            Cleared("ok", "A1", -10));

        outcomes.Select(o => o.TryGetProperty("code", out var code) ? code.GetString() : "accepted").ShouldBe(
        [
            "fault.field-invalid", "fault.field-invalid", "fault.time-in-future", "accepted",
            "alarm.cleared-before-raised",
        ]);
    }

    [Fact]
    public async Task Alarms_DuringCutover_AreHeldBackAndShownSo()
    {
        await _host.AddStationAsync("A1");
        var window = new { from = FaultsHost.Start, to = FaultsHost.Start.AddHours(2), reason = "board change" };
        (await _host.PostAsync("/api/v1/assets/A1/cutovers", window)).EnsureSuccessStatusCode();

        await SendAsync(Raised("A", "A1", 0));
        var report = await (await _host.PostAsync("/api/v1/tickets", FaultsHost.Report("A1"))).JsonAsync();
        report.GetProperty("status").GetString().ShouldBe("suppressed");
        await _host.AdvanceAsync(FaultsHost.Start.AddHours(2));
        (await _host.ReadAsync("/api/v1/tickets")).GetProperty("items").GetArrayLength().ShouldBe(0);

        await _host.AdvanceAsync(FaultsHost.Start.AddHours(3));
        var ticket = (await _host.ReadAsync("/api/v1/tickets")).GetProperty("items").EnumerateArray()
            .ShouldHaveSingleItem();
        ticket.GetProperty("raisedAt").GetDateTimeOffset().ShouldBe(FaultsHost.Start.AddMinutes(135));
        var detail = await _host.ReadAsync($"/api/v1/tickets/{ticket.GetProperty("ticketId").GetString()}");
        detail.GetProperty("alarms")[0].GetProperty("alarmId").GetString().ShouldBe("A");
    }
}
