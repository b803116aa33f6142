using System.Text.Json;
using Npgsql;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// The independent judge. It knows the log as JSON, the read models as tables and the rule sets as files, and works
/// everything out again by rules of its own: nothing here refers to the product's code.
/// </summary>
public static class Auditor
{
    /// <summary>Judges a database at rest.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="policyFolder">The rule sets in force.</param>
    /// <param name="now">What the application's clock shows; null where nothing can be said about what is due.</param>
    /// <param name="ledger">What callers were told.</param>
    /// <param name="answers">Items that the API listed at rest, by path.</param>
    /// <param name="chosen">What new orders were made under; null: what is chosen where nobody chooses.</param>
    public static async Task<AuditReport> JudgeAsync(
        string connectionString, string policyFolder, DateTimeOffset? now = null,
        IReadOnlyCollection<Acknowledged>? ledger = null,
        IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>? answers = null, ChosenRules? chosen = null)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var log = await LogFileReader.ReadAsync(database);
        var policies = new PolicyFiles(policyFolder);
        var report = new AuditReport();
        LogLaws.Judge(log, report);
        LedgerLaws.Judge(log, ledger ?? [], report);
        var orders = OrderLaws.Judge(log, policies, chosen ?? ChosenRules.Default, report, now);
        var (tickets, alarms) = AssetLaws.Judge(log, policies, report, now);
        TicketLaws.Judge(log, tickets, orders, report);
        OutageLaws.Judge(log, orders, alarms, policies, report);
        DispatchLaws.Judge(log, policies, report);
        var months = MonthStory.Read(log);
        MonthLaws.Judge(log, orders, months, policies, report);
        ExitLaws.Judge(log, orders, months, report, now);
        QuarterLaws.Judge(log, months, report);
        var world = new AuditedWorld(
            orders, tickets, alarms, months, now ?? log.Events.Select(e => e.RecordedAt).LastOrDefault(),
            policies.Of("compliance", "default", 1).Words("excludedAttributions"));
        await ReadModelLaws.JudgeAsync(database, world, report);
        await FigureLaws.JudgeAsync(database, world, report);
        ApiLaws.Judge(answers ?? new Dictionary<string, IReadOnlyList<JsonElement>>(), world, report);
        return report;
    }
}
