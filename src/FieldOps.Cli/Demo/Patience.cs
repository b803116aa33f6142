using FieldOps.Domain.Faults;

namespace FieldOps.Cli.Demo;

/// <summary>
/// How long what has happened may wait until it is told, in minutes: a phone collects, an alarm system polls. Telling
/// several things at one instant makes the run short; each carries its own instant.
/// </summary>
internal static class Patience
{
    private const double SignatureMinutes = 3;
    private const double FieldMinutes = 30;
    private const double AlarmMinutes = 25;
    private const double ReportMinutes = 5;

    /// <summary>Crews sign soon after the dispatch: told later, the product warns and takes it back.</summary>
    public static TimeSpan Of(string verb) => TimeSpan.FromMinutes(verb == "accept" ? SignatureMinutes : FieldMinutes);

    /// <summary>A lasting alarm is told before it becomes a fault, unless an open ticket takes it anyhow.</summary>
    public static DateTimeOffset TellBy(Signal signal, AlarmPolicy policy, bool hasTicket)
    {
        var latest = signal.At.AddMinutes(AlarmMinutes);
        var persists = signal.Raised && !hasTicket ? AlarmFeed.PersistsAt(signal.Alarm, policy)?.AddSeconds(-1) : null;
        var soonest = persists < latest ? persists.Value : latest;
        return soonest > signal.At ? soonest : signal.At;
    }

    /// <summary>A crew is looked for soon after an order may have come up.</summary>
    public static DateTimeOffset LookBy(DateTimeOffset at) => at.AddMinutes(SignatureMinutes);

    /// <summary>A cable fault told to the dispatch centre.</summary>
    public static DateTimeOffset ReportBy(DateTimeOffset at) => at.AddMinutes(ReportMinutes);
}
