namespace FieldOps.Import;

/// <summary>Collects what is wrong inside one JSON document.</summary>
internal sealed class DocumentCheck(string file, ProblemList problems)
{
    public bool Failed { get; private set; }

    public void That(bool holds, string en, string zh)
    {
        if (!holds)
        {
            Failed = true;
            problems.Add(TopologyProblems.DocumentInvalid(file, en, zh));
        }
    }

    public void Known(string what, string value, IReadOnlyList<string> known) => That(
        known.Contains(value), $"{what} '{value}' is not known.", $"{what} “{value}” 不在已知取值之列。");

    public void Zone(string id) => That(
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out _), $"time zone '{id}' is not known.", $"未知时区 “{id}”。");

    /// <summary>Rows of (share, value): shares rise from 0 to 1, values never fall.</summary>
    public void Quantiles(string what, IReadOnlyList<IReadOnlyList<double>> rows)
    {
        var shaped = rows.Count >= 2 && rows.All(r => r.Count == 2) && rows[0][0] == 0 && rows[^1][0] == 1;
        var rising = shaped && rows.Zip(rows.Skip(1)).All(p => p.Second[0] > p.First[0] && p.Second[1] >= p.First[1]);
        That(rising, $"{what} is no quantile table from 0 to 1.", $"{what} 不是从 0 到 1 的分位表。");
    }
}
