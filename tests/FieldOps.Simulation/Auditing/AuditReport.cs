namespace FieldOps.Simulation.Auditing;

/// <summary>What an audit found, and how much it looked at: an audit of nothing finds nothing.</summary>
public sealed class AuditReport
{
    private readonly List<AuditFinding> _findings = [];
    private readonly SortedDictionary<string, int> _checked = new(StringComparer.Ordinal);

    /// <summary>What was found, in the order of the laws.</summary>
    public IReadOnlyList<AuditFinding> Findings => _findings;

    /// <summary>Number of judgements per law.</summary>
    public IReadOnlyDictionary<string, int> Checked => _checked;

    /// <summary>Judges once: a finding where <paramref name="holds"/> is false.</summary>
    public void Check(bool holds, string code, string subject, Func<string> facts)
    {
        _checked[code] = _checked.GetValueOrDefault(code) + 1;
        if (!holds)
        {
            _findings.Add(new AuditFinding(code, subject, facts()));
        }
    }

    /// <summary>Counts what a judgement has gone through.</summary>
    public void Count(string what, int number) => _checked[what] = _checked.GetValueOrDefault(what) + number;

    /// <summary>Takes what another report found and counted.</summary>
    public void Take(AuditReport other)
    {
        _findings.AddRange(other._findings);
        foreach (var (what, number) in other._checked)
        {
            Count(what, number);
        }
    }

    /// <summary>Judges two values that are to be equal.</summary>
    public void Same<T>(T stored, T own, string code, string subject) =>
        Check(EqualityComparer<T>.Default.Equals(stored, own), code, subject, () => $"stored {stored}, own {own}");
}
