namespace FieldOps.Simulation.Auditing;

/// <summary>The log itself: no gap, no double, heads and commands that agree with it.</summary>
internal static class LogLaws
{
    public static void Judge(LogFile log, AuditReport report)
    {
        var expected = 1L;
        foreach (var happened in log.Events)
        {
            report.Same(happened.Position, expected++, "log.position", $"{happened.Type}/{happened.Id}");
        }

        report.Same(log.End, log.Events.Count == 0 ? 0 : log.Events[^1].Position, "log.end", "log.state");
        foreach (var entity in log.Events.GroupBy(e => e.Entity))
        {
            JudgeEntity([.. entity], log, report);
        }

        JudgeCommands(log, report);
        // An outage that is told an order after its end waits for a person, who may ask for a recompute.
        foreach (var item in log.Stuck.Where(i => !i.Contains("work-order.needs-recompute", StringComparison.Ordinal)))
        {
            report.Check(false, "log.stuck", "reactor", () => item);
        }
    }

    private static void JudgeEntity(LogEvent[] events, LogFile log, AuditReport report)
    {
        var name = $"{events[0].Type}/{events[0].Id}";
        report.Check(
            events.Select(e => e.Version).SequenceEqual(Enumerable.Range(1, events.Length)),
            "log.version", name, () => $"versions {string.Join(',', events.Select(e => e.Version).Take(20))}");
        report.Same(log.Heads.GetValueOrDefault(events[0].Entity), events.Length, "log.head", name);
        report.Check(
            events.Zip(events.Skip(1)).All(pair => pair.First.RecordedAt <= pair.Second.RecordedAt),
            "log.time", name, () => "recorded times run backwards");
    }

    private static void JudgeCommands(LogFile log, AuditReport report)
    {
        var byCommand = log.Commands.ToDictionary(c => (c.Entity, c.Command));
        foreach (var effect in log.Events.GroupBy(e => (e.Entity, e.Command)))
        {
            var events = effect.ToArray();
            var name = $"{events[0].Type}/{events[0].Id} command {effect.Key.Command}";
            // All events of one command lie side by side: twice the same command would lie in two places.
            report.Check(
                events[^1].Version - events[0].Version == events.Length - 1,
                "command.one-effect", name, () => $"versions {string.Join(',', events.Select(e => e.Version))}");
            report.Check(
                byCommand.TryGetValue(effect.Key, out var known)
                    && (known.Version, known.Position) == (events[^1].Version, events[^1].Position),
                "command.remembered", name,
                () => $"events end at {events[^1].Position}, " +
                $"remembered {(known is null ? "nothing" : $"{known.Position}")}");
        }
    }
}
