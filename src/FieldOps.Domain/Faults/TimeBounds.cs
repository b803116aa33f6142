using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>Which times of reports and alarms are believed.</summary>
/// <param name="FutureMinutesMax">Minutes ahead of now: clocks of other systems differ.</param>
/// <param name="AgeDaysMax">Days behind now.</param>
public sealed record TimeBounds(int FutureMinutesMax, int AgeDaysMax)
{
    internal Refusal? FaultOf(string field, DateTimeOffset time, DateTimeOffset now)
    {
        if (time > now.AddMinutes(FutureMinutesMax))
        {
            return Refused(FaultRefusals.TimeInFuture, field, time, now);
        }

        return time < now.AddDays(-AgeDaysMax) ? Refused(FaultRefusals.TimeTooOld, field, time, now) : null;
    }

    private Refusal Refused(string code, string field, DateTimeOffset time, DateTimeOffset now) => Refusal.Of(
        code,
        ("field", field),
        ("time", time.ToString("O", CultureInfo.InvariantCulture)),
        ("now", now.ToString("O", CultureInfo.InvariantCulture)),
        ("futureMinutesMax", FutureMinutesMax.ToString(CultureInfo.InvariantCulture)),
        ("ageDaysMax", AgeDaysMax.ToString(CultureInfo.InvariantCulture)));
}
