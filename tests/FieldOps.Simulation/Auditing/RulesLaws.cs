using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// What an order keeps of the rules of pauses and of the ladder is what the versions say that held when it was made.
/// </summary>
internal static class RulesLaws
{
    private static readonly string[] s_pauses =
    [
        "countMax", "totalMinutesMax", "backdateMinutesMax", "decisionMinutes", "decisionCalendar", "hardSiteTag",
        "hardSiteTagCounts", "noGenerationTag",
    ];

    public static void Judge(LogEvent created, DateTimeOffset at, PolicyFiles policies, AuditReport report)
    {
        var (rules, subject) = (created.Body.At("rules"), created.Body.Text("number"));
        if (policies.At(created.Tenant, "work-order", rules.Text("policyId"), at) is { } own)
        {
            report.Same(rules.Int("policyVersion"), own.Version, "rules.version", subject);
            foreach (var name in s_pauses)
            {
                report.Same(
                    Word(rules.At("pauses"), name), Word(own.Document.At("pauses"), name), "rules.pauses",
                    $"{subject} {name}");
            }
        }

        if (rules.Has("ladder")
            && policies.At(created.Tenant, "ladder", rules.At("ladder").Text("policyId"), at) is { } ladder)
        {
            report.Same(rules.At("ladder").Int("policyVersion"), ladder.Version, "ladder.version", subject);
            report.Same(
                Steps(rules.At("ladder")), Steps(ladder.Document), "ladder.steps", subject);
        }
    }

    private static string Word(JsonElement of, string name) => of.Has(name) ? of.At(name).GetRawText() : "";

    private static string Steps(JsonElement ladder) => string.Join(
        "; ",
        ladder.List("steps").Select(s =>
            $"{s.Text("id")} {s.IntOr("percent")}% {s.IntOr("beforeDueMinutes")} {string.Join(' ', s.Words("clocks"))}"
            + $" {string.Join(' ', s.Words("roles"))}"));
}
