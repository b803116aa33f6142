using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Faults;

/// <summary>Bounds of what is kept of faults and alarms: they keep the log and its messages small.</summary>
internal static class FaultFields
{
    private const int DescriptionCharsMax = 2000;
    private const int WordCharsMax = 60;
    private const int ChannelCharsMax = 40;

    public static Refusal? FaultOf(ReportFault report)
    {
        if (report.Severity == Severities.Warning)
        {
            return Refusal.Of(FaultRefusals.SeverityWarning);
        }

        if (report.WorkKind is not (WorkKinds.Repair or WorkKinds.Generation))
        {
            return Invalid("workKind", $"{WorkKinds.Repair}, {WorkKinds.Generation}");
        }

        if (report.Description.Length > DescriptionCharsMax || report.Description.Any(ControlCharacter.Is))
        {
            return Invalid("description", $"at most {DescriptionCharsMax} printable characters");
        }

        return SeverityFault(report.Severity)
            ?? WordFault("probableCause", report.ProbableCause, WordCharsMax)
            ?? WordFault("channel", report.Channel, ChannelCharsMax);
    }

    public static Refusal? FaultOf(RaiseAlarm alarm) =>
        AlarmIdFault(alarm.AlarmId)
        ?? SeverityFault(alarm.Severity)
        ?? WordFault("probableCause", alarm.ProbableCause, WordCharsMax);

    public static Refusal? AlarmIdFault(string alarmId) => WordFault("alarmId", alarmId, WordCharsMax);

    private static Refusal? SeverityFault(string severity) =>
        Severities.All.Contains(severity) ? null : Invalid("severity", string.Join(", ", Severities.All));

    private static Refusal? WordFault(string field, string word, int charsMax)
    {
        var fits = word.Length is > 0 && word.Length <= charsMax;
        foreach (var c in word)
        {
            fits &= !char.IsControl(c);
        }

        return fits ? null : Invalid(field, $"1 to {charsMax} characters");
    }

    private static Refusal Invalid(string field, string expected) =>
        Refusal.Of(FaultRefusals.FieldInvalid, ("field", field), ("expected", expected));
}
