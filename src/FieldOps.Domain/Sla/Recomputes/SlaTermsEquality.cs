namespace FieldOps.Domain.Sla.Recomputes;

/// <summary>Whether two sets of limits mean the same for clocks, whatever version they come from.</summary>
internal static class SlaTermsEquality
{
    public static bool SameLimits(SlaTerms one, SlaTerms other)
    {
        if (one.Limits.Length != other.Limits.Length)
        {
            return false;
        }

        for (var i = 0; i < one.Limits.Length; i++)
        {
            if (!Same(one, one.Limits[i], other, other.Limits[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(SlaTerms one, ClockLimit a, SlaTerms other, ClockLimit b) =>
        (a.Clock, a.LimitMinutes, a.Pausable, a.StartsAt) == (b.Clock, b.LimitMinutes, b.Pausable, b.StartsAt)
        && one.IsInclusive(a) == other.IsInclusive(b)
        && Equals(HoursOf(one, a), HoursOf(other, b));

    private static Calendars.OpenHours? HoursOf(SlaTerms terms, ClockLimit limit) =>
        limit.Calendar is { } name ? terms.Hours![name] : null;
}
