using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders;

/// <summary>Reads a rules document against its own limits before any order runs under it.</summary>
public static class WorkOrderRulesCheck
{
    private const int WarnPercentMax = 99;

    /// <summary>Every fault, one sentence each; empty when the document can be used.</summary>
    public static ImmutableArray<string> FaultsOf(WorkOrderRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. Numbers(rules), .. Fields(rules), .. Pauses(rules.Pauses)];
    }

    private static IEnumerable<string> Pauses(PauseRules rules)
    {
        if (rules.DecisionHours is not null)
        {
            yield return "pauses.decisionHours is written by the product; name a decisionCalendar";
        }

        if (rules.Reasons is { IsDefaultOrEmpty: true })
        {
            yield return "pauses.reasons is empty; leave it out to allow all, or set countMax to 0";
        }

        if (rules.Evidence is { PointMetresMax: < 1 } or { RouteMetresMax: < 1 })
        {
            yield return "pauses.evidence: pointMetresMax and routeMetresMax are 1 or more";
        }

        if (rules.Evidence is { Milestones.IsDefault: true })
        {
            yield return "pauses.evidence.milestones is missing; write [] for none";
        }
    }

    private static IEnumerable<string> Numbers(WorkOrderRules rules)
    {
        (string Name, int Value, int Least)[] numbers =
        [
            ("version", rules.Version, 1),
            ("times.futureMinutesMax", rules.Times.FutureMinutesMax, 0),
            ("times.claimAgeMinutesMax", rules.Times.ClaimAgeMinutesMax, 1),
            ("times.toleranceMinutes", rules.Times.ToleranceMinutes, 0),
            ("pauses.countMax", rules.Pauses.CountMax, 0),
            ("pauses.totalMinutesMax", rules.Pauses.TotalMinutesMax, 0),
            ("pauses.backdateMinutesMax", rules.Pauses.BackdateMinutesMax, 0),
            ("pauses.decisionMinutes", rules.Pauses.DecisionMinutes, 1),
            ("urgeIntervalMinutes", rules.UrgeIntervalMinutes, 0),
            ("falseReplyToleranceMinutes", rules.FalseReplyToleranceMinutes, 0),
            ("assignmentCountMax", rules.AssignmentCountMax, 1),
            ("assistCountMax", rules.AssistCountMax, 0),
            ("occurredAgeMinutesMax", rules.OccurredAgeMinutesMax ?? 0, 0),
            ("autoArchiveMinutes", rules.AutoArchiveMinutes ?? 0, 0),
        ];
        foreach (var (name, value, least) in numbers)
        {
            if (value < least)
            {
                yield return $"{name} is {value}; the least is {least}";
            }
        }

        if (rules.WarnPercent is < 1 or > WarnPercentMax)
        {
            yield return $"warnPercent is {rules.WarnPercent}; it is 1 to {WarnPercentMax}";
        }
    }

    private static IEnumerable<string> Fields(WorkOrderRules rules)
    {
        foreach (var field in rules.ReplyFields.SelectMany(r => r.Fields).Distinct(StringComparer.Ordinal))
        {
            if (!ReplyForm.FieldNames.Contains(field))
            {
                yield return $"replyFields: {field} is not a field of the reply";
            }
        }
    }
}
