using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>What a sheet is made of, from the orders as they stood at the freeze.</summary>
internal sealed class OwnSheetFacts
{
    public OwnSheetFacts(
        MonthStory month, OwnCut cut, Dictionary<Guid, string> standings,
        IReadOnlyDictionary<Guid, OrderStory> orders, IEnumerable<OwnVerdict> before, JsonElement scheme)
    {
        var ended = standings.Where(s => s.Value == "ended")
            .Select(s => OwnVerdict.Of(orders[s.Key], month.Contractor, cut.Facts)).ToArray();
        var excluded = scheme.Words("excludedAttributions");
        Counted = [.. ended.Where(o => !excluded.Contains(o.Attribution))];
        Before = [.. before.Where(o => !excluded.Contains(o.Attribution))];
        Excluded = ended.Length - Counted.Count;
        Open = standings.Count(s => s.Value == "entered");
        // What was told after the cut waits for a correction; what the freeze put off is told a second time.
        var notes = month.Notes.Where(n => n.Position <= cut.Told).ToArray();
        Findings =
        [
            .. notes.Where(n => n.Kind == "finding" && From(n.Fact) <= cut.Facts).Select(n => n.Fact)
                .DistinctBy(f => f.Id("findingId")),
        ];
        var violations = notes.Where(n => n.Kind == "violation").Select(n => n.Fact)
            .DistinctBy(v => v.Id("violationId")).ToArray();
        Credit = violations.Sum(v => v.Number("points"));
        Veto = violations.Any(v => v.Text("class") == "veto");
        var due = Counted.Any(o => o.Clocks.Any(c => c.Outcome is "on-time" or "late"));
        NoScoreReason = violations.Length > 0 || Findings.Count > 0 || due ? null
            : standings.Values.All(s => s == "withdrawn") ? "no-orders"
            : "no-due-orders";
    }

    public IReadOnlyList<OwnVerdict> Counted { get; }

    /// <summary>Orders of earlier months, whose faults may have come back.</summary>
    public IReadOnlyList<OwnVerdict> Before { get; }

    /// <summary>
    /// Rules that were short of cases when the sheet was computed, with the month from which they count orders.
    /// </summary>
    public IReadOnlyDictionary<string, string> RollsFrom { get; set; } = new Dictionary<string, string>();

    public int Excluded { get; }

    public int Open { get; }

    public IReadOnlyList<JsonElement> Findings { get; }

    public decimal Credit { get; }

    public bool Veto { get; }

    public string? NoScoreReason { get; }

    private static long From(JsonElement finding) => finding.GetProperty("from").GetInt64();
}
