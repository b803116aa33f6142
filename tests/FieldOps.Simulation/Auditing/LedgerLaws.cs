namespace FieldOps.Simulation.Auditing;

/// <summary>What was acknowledged is there, once.</summary>
internal static class LedgerLaws
{
    public static void Judge(LogFile log, IReadOnlyCollection<Acknowledged> ledger, AuditReport report)
    {
        var positions = log.Events.ToDictionary(e => e.Position);
        var commandEnds = log.Commands.Select(c => c.Position).ToHashSet();
        foreach (var answers in ledger.Where(a => a.Position > 0).GroupBy(a => a.Key))
        {
            var given = answers.Select(a => a.Position).Distinct().ToArray();
            var what = answers.First().What;
            report.Check(
                given.Length == 1, "ledger.one-answer", what, () => $"answered with {string.Join(" and ", given)}");
            report.Check(
                positions.ContainsKey(given[0]) && commandEnds.Contains(given[0]), "ledger.lost", what,
                () => $"acknowledged at {given[0]}, not in the log");
        }

        foreach (var shared in ledger.Where(a => a.Position > 0).GroupBy(a => a.Position))
        {
            report.Check(
                shared.Select(a => a.Key).Distinct().Count() == 1, "ledger.shared", $"{shared.Key}",
                () => $"answers {string.Join(" and ", shared.Select(a => a.What).Distinct())}");
        }
    }
}
