using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Hours of a calendar, asked minute by minute what the clock on the wall shows. Nothing is turned into intervals: what
/// is kept is a bit for each minute that was asked for.
/// </summary>
internal sealed class OwnHours
{
    /// <summary>Minutes in one word of bits.</summary>
    public const int PerWord = 64;

    private const int MinutesPerDay = 24 * 60;
    private const int WordsPerPage = OwnWall.MinutesPerPage / PerWord;
    private const int RememberedMax = 500;

    private static readonly (string, string)[] s_wholeDay = [("00:00", "24:00")];

    // Thousands of orders carry the same hours, each as text of its own.
    private static readonly ConcurrentDictionary<string, OwnHours> s_known = new(StringComparer.Ordinal);

    private readonly TimeZoneInfo _zone;
    private readonly bool[][] _week;
    private readonly bool[] _workingDay;
    private readonly Dictionary<DateOnly, bool> _isOff = [];
    private readonly ulong[]?[] _pages = new ulong[OwnWall.Pages][];
    private readonly ConcurrentDictionary<int, string[]> _meanings = new();

    private OwnHours(string zone, JsonElement? calendar, IReadOnlyCollection<(string From, string To)> rests)
    {
        _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var closed = (calendar?.List("breaks") ?? []).Select(Span).Concat(rests).ToArray();
        _week = [.. Enum.GetValues<DayOfWeek>().Select(day => Minutes(OpenOn(calendar, day), closed))];
        _workingDay = Minutes(
            calendar is { } listing ? [.. listing.List("workingDayHours").Select(Span)] : s_wholeDay, closed);
        foreach (var listed in calendar?.List("days") ?? [])
        {
            var last = Day(listed.TextOr("until") ?? listed.Text("date"));
            for (var day = Day(listed.Text("date")); day <= last; day = day.AddDays(1))
            {
                _isOff.TryAdd(day, listed.Flag("isOffDay"));
            }
        }
    }

    /// <summary>The zone of the wall.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>The hours of a text; those of equal texts share what they have seen.</summary>
    public static OwnHours Of(JsonElement hours) => Of(hours, hours.Text("zone"), []);

    /// <summary>The hours of a calendar, or of every day, without what rests.</summary>
    public static OwnHours Of(
        JsonElement? calendar, string zone, IReadOnlyCollection<(string From, string To)> rests)
    {
        if (s_known.Count > RememberedMax)
        {
            s_known.Clear();
        }

        var key = $"{calendar?.GetRawText()} {zone} {string.Join(' ', rests)}";
        return s_known.GetOrAdd(key, _ => new OwnHours(zone, calendar, rests));
    }

    /// <summary>Whether a minute, counted from the beginning of time, is open.</summary>
    public bool IsOpen(long minute) => (Word(minute / PerWord) >> (int)(minute % PerWord) & 1) != 0;

    /// <summary>Whether each of 64 minutes is open, the first in the lowest bit.</summary>
    public ulong Word(long word)
    {
        var page = OwnWall.IndexOf(word / WordsPerPage);
        return (_pages[page] ??= PageOf(word / WordsPerPage))[word % WordsPerPage];
    }

    /// <summary>
    /// What the hours say of the days of the week and of the days listed in three years around one: equal for equal
    /// hours, however they are written.
    /// </summary>
    public string[] Meaning(int year) => _meanings.GetOrAdd(year, _ =>
    [
        _zone.Id, .. _week.Select(Bits), Bits(_workingDay),
        .. _isOff.Where(d => Math.Abs(d.Key.Year - year) <= 1).OrderBy(d => d.Key)
            .Select(d => $"{d.Key:O}{(d.Value ? '-' : '+')}"),
    ]);

    private ulong[] PageOf(long page)
    {
        var (words, wall) = (new ulong[WordsPerPage], OwnWall.Of(_zone, page));
        for (var bit = 0; bit < OwnWall.MinutesPerPage; bit++)
        {
            var (day, shown) = wall[bit];
            var open = _isOff.TryGetValue(day, out var off) ? !off && _workingDay[shown]
                : _week[(int)day.DayOfWeek][shown];
            words[bit / PerWord] |= open ? 1UL << (bit % PerWord) : 0;
        }

        return words;
    }

    private static (string From, string To)[] OpenOn(JsonElement? calendar, DayOfWeek day) => calendar is not { } hours
        ? s_wholeDay
        :
        [
            .. hours.List("week")
                .Where(w => w.Words("days").Contains(day.ToString(), StringComparer.OrdinalIgnoreCase))
                .SelectMany(w => w.List("open")).Select(Span),
        ];

    private static bool[] Minutes((string, string)[] open, (string, string)[] closed)
    {
        var (opens, closes) = (Array.ConvertAll(open, Shown), Array.ConvertAll(closed, Shown));
        var minutes = new bool[MinutesPerDay];
        for (var minute = 0; minute < minutes.Length; minute++)
        {
            minutes[minute] = Array.Exists(opens, s => Holds(s, minute))
                && !Array.Exists(closes, s => Holds(s, minute));
        }

        return minutes;
    }

    private static (int From, int To) Shown((string From, string To) span) => (Minute(span.From), Minute(span.To));

    private static int Minute(string clock) =>
        (int.Parse(clock[..2], CultureInfo.InvariantCulture) * 60)
            + int.Parse(clock[3..], CultureInfo.InvariantCulture);

    private static (string From, string To) Span(JsonElement span) => (span.Text("from"), span.Text("to"));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static string Bits(bool[] minutes) => new(Array.ConvertAll(minutes, m => m ? '1' : '0'));

    // Half-open; one that ends before it begins goes on over midnight.
    private static bool Holds((int From, int To) span, int minute) => span.From < span.To
        ? span.From <= minute && minute < span.To
        : span.From <= minute || minute < span.To;
}
