using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// What an order keeps of the rules of pauses and restorations and of the ladder is what the versions say that held
/// when it was made, of the rule sets that were chosen; one that nobody knows is found.
/// </summary>
internal static class RulesLaws
{
    private static readonly string[] s_pauses =
    [
        "countMax", "totalMinutesMax", "backdateMinutesMax", "decisionMinutes", "decisionCalendar", "hardSiteTag",
        "hardSiteTagCounts", "noGenerationTag",
    ];

    private static readonly string[] s_restorations = ["falseReplyToleranceMinutes", "alarmClearRestores"];

    public static void Judge(
        LogEvent created, ChosenRules chosen, DateTimeOffset at, PolicyFiles policies, AuditReport report)
    {
        var (rules, subject) = (created.Body.At("rules"), created.Body.Text("number"));
        var own = policies.At(created.Tenant, "work-order", chosen.WorkOrder, at);
        report.Same(rules.Text("policyId"), chosen.WorkOrder, "rules.chosen", subject);
        report.Same(NameOf(rules), PolicyFiles.NameOf(own), "rules.version", subject);
        if (own is not null)
        {
            Compare(rules.At("pauses"), own.Document.At("pauses"), s_pauses, "rules.pauses", subject, report);
            Compare(rules, own.Document, s_restorations, "rules.restorations", subject, report);
        }

        JudgeLadder(rules, chosen.Ladder, LadderOf(created, chosen, at, policies), subject, report);
    }

    /// <summary>The ladder that an order climbs; null where none is chosen, or nobody knows it.</summary>
    public static RuleDocument? LadderOf(
        LogEvent created, ChosenRules chosen, DateTimeOffset at, PolicyFiles policies) =>
        chosen.Ladder is { } id ? policies.At(created.Tenant, "ladder", id, at) : null;

    private static void JudgeLadder(
        JsonElement rules, string? chosen, RuleDocument? own, string subject, AuditReport report)
    {
        var stated = rules.Has("ladder") ? rules.At("ladder") : (JsonElement?)null;
        report.Same(stated?.Text("policyId"), chosen, "ladder.chosen", subject);
        if (stated is not { } ladder)
        {
            return;
        }

        report.Same(NameOf(ladder), PolicyFiles.NameOf(own), "ladder.version", subject);
        if (own is not null)
        {
            report.Same(Steps(ladder), Steps(own.Document), "ladder.steps", subject);
        }
    }

    private static void Compare(
        JsonElement stated, JsonElement own, string[] names, string law, string subject, AuditReport report)
    {
        foreach (var name in names)
        {
            report.Same(Word(stated, name), Word(own, name), law, $"{subject} {name}");
        }
    }

    private static string NameOf(JsonElement pinned) => $"{pinned.Text("policyId")}.v{pinned.Int("policyVersion")}";

    private static string Word(JsonElement of, string name) => of.Has(name) ? of.At(name).GetRawText() : "";

    private static string Steps(JsonElement ladder) => string.Join(
        "; ",
        ladder.List("steps").Select(s =>
            $"{s.Text("id")} {s.IntOr("percent")}% {s.IntOr("beforeDueMinutes")} {string.Join(' ', s.Words("clocks"))}"
            + $" {string.Join(' ', s.Words("roles"))}"));
}
