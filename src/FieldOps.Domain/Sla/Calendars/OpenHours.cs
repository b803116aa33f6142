using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Calendars;

/// <summary>When a clock may run: the rules of a calendar without its document. Equal by content.</summary>
/// <param name="Zone">IANA zone.</param>
/// <param name="Week">Opening hours by day of the week.</param>
/// <param name="Breaks">Closed on every day; may cross midnight.</param>
/// <param name="WorkingDayHours">Opening hours of listed working days.</param>
/// <param name="Days">Holidays and make-up working days.</param>
public sealed record OpenHours(
    string Zone,
    ImmutableArray<WeekHours> Week,
    ImmutableArray<DaySpan> Breaks,
    ImmutableArray<DaySpan> WorkingDayHours,
    ImmutableArray<CalendarDay> Days) : IPinned
{
    private string? _text;
    private OpenTime? _time;

    /// <summary>
    /// Every hour of every day, for rest windows alone. Local to <paramref name="zone"/> because breaks are.
    /// </summary>
    public static OpenHours AroundTheClock(string zone)
    {
        ImmutableArray<DaySpan> all = [new DaySpan("00:00", "24:00")];
        return new OpenHours(zone, [new WeekHours([.. Enum.GetValues<DayOfWeek>()], all)], [], all, []);
    }

    /// <summary>The arithmetic of these hours; worked out once.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is not known: the calendar was never checked.</exception>
    public OpenTime Time() => _time ??= OpenTimes.Of(this);

    /// <summary>The same hours with further breaks.</summary>
    public OpenHours WithBreaks(ImmutableArray<DaySpan> more) =>
        new(Zone, Week, Breaks.AddRange(more), WorkingDayHours, Days);

    /// <inheritdoc/>
    public bool Equals(OpenHours? other) => other is not null && Text() == other.Text();

    /// <inheritdoc/>
    public override int GetHashCode() => Text().GetHashCode(StringComparison.Ordinal);

    /// <summary>All of it as one text: equal texts, equal hours.</summary>
    internal string Text() => _text ??= Written();

    private string Written()
    {
        var text = new StringBuilder(Zone);
        foreach (var hours in Week)
        {
            text.Append('|').AppendJoin(',', hours.Days).Append('=');
            Append(text, hours.Open);
        }

        Append(text.Append("|b="), Breaks);
        Append(text.Append("|w="), WorkingDayHours);
        foreach (var day in Days)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"|{day.Date:O}-{day.Last:O}{(day.IsOffDay ? '-' : '+')}");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ImmutableArray<DaySpan> spans)
    {
        foreach (var span in spans)
        {
            text.Append(span.From).Append('-').Append(span.To).Append(';');
        }
    }
}
