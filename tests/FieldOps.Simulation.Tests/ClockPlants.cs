using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Simulation.Auditing;

namespace FieldOps.Simulation.Tests;

/// <summary>Violations planted in the log of an order, by name.</summary>
internal static class ClockPlants
{
    private const string Created = "work-order.created.v1";
    private const string Archived = "work-order.archived.v1";
    private const string Breached = "work-order.clock-breached.v1";
    private const string Lifted = "work-order.breach-lifted.v1";
    private const string Sent = "work-order.dispatched-again.v1";
    private const string Transferred = "work-order.transferred.v1";
    private const string Refused = "work-order.transfer-refused.v1";
    private const string Step = "work-order.ladder-step-reached.v1";

    private static readonly Dictionary<string, Func<LogEvent, LogEvent>> s_plants = new(StringComparer.Ordinal)
    {
        ["outcome without due times"] = e => Clocks(e, c => c.Remove("dueAt")),
        ["breach due a moment later"] = e => On(e, Breached, b => Later(b, "dueAt")),
        ["breach of another limit"] = e => On(e, Breached, b => More(b, "limitMinutes")),
        ["breach found later"] = e => On(e, Breached, b => Later(b, "foundAt")),
        ["breach not told"] = e => e.Name == Breached ? Untold(e) : e,
        ["lifted, due a moment later"] = e => On(e, Lifted, b => Later(b, "dueAt")),
        ["lifted, due of what has not started"] = e => On(e, Lifted, b => b["dueAt"] ??= "2030-01-01T00:00:00Z"),
        ["lifted without a due time"] = e => On(e, Lifted, b => b.Remove("dueAt")),
        ["step due a moment later"] = e => On(e, Step, b => Later(b, "dueAt")),
        ["step without a due time"] = e => On(e, Step, b => b.Remove("dueAt")),
        ["step at another share"] = e => On(e, Step, b => More(b, "percent")),
        ["step of another limit"] = e => On(e, Step, b => More(b, "limitMinutes")),
        ["step reached later"] = e => On(e, Step, b => Later(b, "reachedAt")),
        ["no steps for report"] = e => e.Name == Step && e.Body.Text("clock") == "report" ? Untold(e) : e,
        ["no steps of a kind"] = e => e.Name == Step && e.Body.Text("stepId") == "before" ? Untold(e) : e,
        ["ladder removed"] = e => On(e, Created, b => b["rules"]!.AsObject().Remove("ladder")),
        ["another ladder"] = e => On(e, Created, b => b["rules"]!["ladder"]!["policyId"] = "other"),
        ["other rules"] = e => On(e, Created, b => b["rules"]!["policyId"] = "other"),
        ["another matrix"] = e => On(e, Created, b => b["terms"]!["policyId"] = "other"),
        ["another tolerance"] = e =>
            On(e, Created, b => More(b["rules"]!.AsObject(), "falseReplyToleranceMinutes")),
        ["absence not told"] = e => On(e, Sent, b => b.Remove("past")),
        ["absence a moment longer"] = e => On(e, Sent, b => Later(FirstAway(b), "to")),
        ["signature forgotten"] = e => On(e, Sent, b => b["past"]?.AsObject().Remove("acceptedAt")),
        ["arrival forgotten"] = e => On(e, Sent, b => b["past"]?.AsObject().Remove("arrivedAt")),
        ["passed on by the operator"] = e => e.Name == Transferred ? e with { Actor = "dispatcher||d-1" } : e,
        ["passed on by the party"] = e =>
            e.Name == Transferred ? e with { Actor = $"contractor-dispatcher|{Guid.Empty}|f-1" } : e,
        ["refused by nobody"] = e =>
            On(e, Refused, b => b["refusedBy"]!["contractorId"] = Guid.Empty.ToString()),
        ["alarms restore nothing"] = e => On(e, Created, b => b["rules"]!["alarmClearRestores"] = false),
    };

    /// <summary>The log with the violation in every event that it fits.</summary>
    public static LogFile In(LogFile log, string plant) =>
        log with { Events = [.. log.Events.Select(s_plants[plant])] };

    /// <summary>The log without any step of the ladder, where its order was archived.</summary>
    public static LogFile WithoutSteps(LogFile log) => log.Events.Any(e => e.Name == Archived)
        ? log with { Events = [.. log.Events.Select(e => e.Name == Step ? Untold(e) : e)] }
        : log;

    private static LogEvent Untold(LogEvent told) => told with { Name = "work-order.note-recorded.v1" };

    private static LogEvent Clocks(LogEvent happened, Action<JsonObject> change) => On(happened, Archived, body =>
    {
        foreach (var clock in body["outcome"]!["clocks"]!.AsArray())
        {
            change(clock!.AsObject());
        }
    });

    private static LogEvent On(LogEvent happened, string name, Action<JsonObject> change)
    {
        if (happened.Name != name)
        {
            return happened;
        }

        var body = JsonNode.Parse(happened.Body.GetRawText())!.AsObject();
        change(body);
        return happened with { Body = JsonSerializer.SerializeToElement(body) };
    }

    private static JsonObject FirstAway(JsonObject sent) =>
        sent["past"]?["away"]?[0]?.AsObject() ?? [];

    private static void More(JsonObject body, string name) => body[name] = body[name]!.GetValue<int>() + 1;

    private static void Later(JsonObject body, string name)
    {
        if (body[name] is { } at)
        {
            var moment = DateTimeOffset.Parse(at.GetValue<string>(), CultureInfo.InvariantCulture);
            body[name] = moment.AddMilliseconds(1).ToString("O", CultureInfo.InvariantCulture);
        }
    }
}
