using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>Corrections a second way: what late facts make of a month, and that a later one carries it.</summary>
internal static class AuditCorrections
{
    /// <summary>Works out what a correction should say, and keeps it for who carries it.</summary>
    public static void Judge(AuditedMonth month, JsonElement stored, JsonElement scheme, MonthAuditReport report)
    {
        var name = $"correction {month.Corrections.Count + 1}";
        var whole = month.WithLate();
        var score = new AuditScore(whole, scheme);
        var (after, total) = (score.Score(), AuditMoney.TotalOf(whole, score.Score(), scheme));
        var before = Before(month);
        report.Same(month.Name, $"{name} number", stored.Dec("number"), month.Corrections.Count + 1);
        report.Same(month.Name, $"{name} lateFacts", stored.Dec("lateFacts"), month.Late);
        report.Same(month.Name, $"{name} scoreBefore", stored.DecOr("scoreBefore"), before.Score);
        report.Same(month.Name, $"{name} scoreAfter", stored.DecOr("scoreAfter"), after);
        report.Same(month.Name, $"{name} totalCnyBefore", stored.Dec("totalCnyBefore"), before.TotalCny);
        report.Same(month.Name, $"{name} totalCnyAfter", stored.Dec("totalCnyAfter"), total);
        report.Same(
            month.Name, $"{name} grade", stored.Of("sheet").StrOr("grade"), AuditGrades.Of(after, scheme));
        month.Corrections.Add(new AuditedCorrection(after, total, total - before.TotalCny, month.Late));
    }

    /// <summary>Late facts that were found to change nothing must change nothing.</summary>
    public static void JudgeWeighed(
        AuditedMonth month, JsonElement stored, JsonElement scheme, MonthAuditReport report)
    {
        var whole = month.WithLate();
        var score = new AuditScore(whole, scheme).Score();
        var before = Before(month);
        report.Same(month.Name, "weighed lateFacts", stored.Dec("lateFacts"), month.Late);
        report.Same(month.Name, "weighed score", before.Score, score);
        report.Same(month.Name, "weighed totalCny", before.TotalCny, AuditMoney.TotalOf(whole, score, scheme));
    }

    // What the sheet says, or the last correction of it.
    private static (decimal? Score, decimal TotalCny) Before(AuditedMonth month) =>
        month.Corrections.Count > month.CorrectionsBefore
            ? (month.Corrections[^1].Score, month.Corrections[^1].TotalCny)
            : month.Own[month.Sheet.Of("sheetNumber").GetInt32()];

    /// <summary>A month takes in what a correction of an earlier one came to, once.</summary>
    public static void Carry(
        AuditedMonth month, JsonElement stored, IEnumerable<AuditedMonth> months, MonthAuditReport report)
    {
        var (from, number) = (stored.Str("fromMonth"), stored.Of("number").GetInt32());
        var known = months.FirstOrDefault(m => m.Contractor == month.Contractor && m.Month == from)?
            .Corrections.ElementAtOrDefault(number - 1);
        var due = known is null || known.IsCarried ? 0m : known.DifferenceCny;
        report.Same(month.Name, $"carried {from} {number}", stored.Dec("amountCny"), due);
        month.Carried.Add(due);
        if (known is not null)
        {
            known.IsCarried = true;
        }
    }
}

/// <summary>Letters of scores by the words of a rule file.</summary>
internal static class AuditGrades
{
    /// <summary>The letter; null without a score.</summary>
    public static string? Of(decimal? score, JsonElement scheme)
    {
        var bands = scheme.List("grades").OrderByDescending(b => b.Dec("from")).ToArray();
        return score is not { } reached || bands.Length == 0
            ? null
            : bands.FirstOrDefault(b => reached >= b.Dec("from"), bands[^1]).Str("grade");
    }
}
