using System.Runtime.InteropServices;
using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>One pinned limit.</summary>
internal sealed record OwnLimit(
    string Clock, int Minutes, bool Pausable, bool Inclusive, bool FromAcceptance, OwnHours? Hours);

/// <summary>One pause as the auditor sees it.</summary>
internal sealed class OwnPause
{
    public int Number { get; init; }

    public DateTimeOffset From { get; init; }

    public DateTimeOffset? Until { get; set; }

    public bool Unlimited { get; init; }

    /// <summary>When the entry of the site ends that lifts the limits; null where nothing ends that.</summary>
    public DateTimeOffset? UnlimitedUntil { get; init; }

    /// <summary>Whether some of its time is limited.</summary>
    public bool IsLimited => !Unlimited || (UnlimitedUntil is { } end && !(Until <= end) && !(EventUntil <= end));

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Who led when it was asked for: each party has the whole limit.</summary>
    public Guid Contractor { get; init; }

    public bool? Approved { get; set; }

    /// <summary>The declared event that it names, and when that began and ended.</summary>
    public string? Event { get; init; }

    public DateTimeOffset? EventFrom { get; set; }

    public DateTimeOffset? EventUntil { get; set; }

    public bool Covers(DateTimeOffset at) => (EventFrom is null || at >= EventFrom)
        && (EventUntil is null || at < EventUntil);
}

/// <summary>What one clock shows.</summary>
internal sealed record OwnClock(string Clock, bool Started, bool Stopped, TimeSpan Elapsed, bool IsOver, bool Ended)
{
    public bool Suppressed { get; init; }

    /// <summary>Pieces of running and resting between start and stop.</summary>
    public int Pieces { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>When it stopped, or until when it was looked at.</summary>
    public DateTimeOffset Until { get; init; }

    public bool Late => IsOver && !Suppressed;

    public string Outcome => Suppressed ? "void"
        : Late ? "late"
        : Stopped ? "on-time"
        : Ended ? "void"
        : Started ? "running"
        : "not-started";
}

/// <summary>
/// Clocks counted the slow way: minute by minute from start to stop, leaving out every minute that lies in a pause that
/// counts or outside of the hours; a minute in which anything begins or ends is counted millisecond by millisecond. No
/// interval is merged, cut or subtracted, so that no slip of interval arithmetic is made twice.
/// </summary>
internal static class ClockReading
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;
    private const long Minute = TimeSpan.TicksPerMinute;
    private const int PerMinute = (int)(Minute / Millisecond);

    public static OwnLimit[] LimitsOf(JsonElement terms) =>
        [
            .. terms.List("limits").Select(l => new OwnLimit(
                l.Text("clock"), l.Int("limitMinutes"), l.Flag("pausable"),
                l.Has("inclusive") ? l.Flag("inclusive") : terms.Flag("boundaryInclusive"),
                l.TextOr("startsAt") == "accepted",
                l.TextOr("calendar") is { } name ? OwnHours.Of(terms.At("hours", name)) : null)),
        ];

    /// <summary>The clock at an instant.</summary>
    /// <param name="limit">Its limit.</param>
    /// <param name="start">When it started; null for not yet.</param>
    /// <param name="stop">When it stopped; null for not yet.</param>
    /// <param name="ended">When the order ended; null for not yet.</param>
    /// <param name="now">Until when it is looked at.</param>
    /// <param name="pauses">All pauses of the order.</param>
    /// <param name="budgetMinutes">Limited pauses count up to this in all.</param>
    public static OwnClock At(
        OwnLimit limit, DateTimeOffset? start, DateTimeOffset? stop, DateTimeOffset? ended,
        DateTimeOffset now, IReadOnlyList<OwnPause> pauses, int budgetMinutes)
    {
        if (start is not { } from)
        {
            return new OwnClock(limit.Clock, false, false, TimeSpan.Zero, false, ended is not null);
        }

        var until = stop ?? (ended < now ? ended.Value : now);
        var (elapsed, pieces) = Count(limit, from, until, until, pauses, budgetMinutes);
        var allowed = TimeSpan.FromMinutes(limit.Minutes);
        return new OwnClock(
            limit.Clock, true, stop is not null, elapsed, limit.Inclusive ? elapsed > allowed : elapsed >= allowed,
            ended is not null)
        {
            Pieces = pieces, From = from, Until = until,
        };
    }

    /// <summary>
    /// Running time from the start to an instant, with the pauses as if all had ended when the clock was looked at; and
    /// how many pieces the way there has.
    /// </summary>
    public static (TimeSpan Running, int Pieces) Count(
        OwnLimit limit,
        DateTimeOffset from,
        DateTimeOffset to,
        DateTimeOffset pausesEndAt,
        IReadOnlyList<OwnPause> pauses,
        int budgetMinutes)
    {
        var resting = new RestingMinutes(
            from, to, limit.Pausable ? pauses : [], pausesEndAt, TimeSpan.FromMinutes(budgetMinutes));
        var (milliseconds, pieces, ran) = (0L, 0, (bool?)null);
        for (var minute = from.UtcTicks / Minute; minute * Minute < to.UtcTicks; minute++)
        {
            var begin = minute * Minute;
            var open = limit.Hours?.IsOpen(minute) != false;
            var whole = from.UtcTicks <= begin && begin + Minute <= to.UtcTicks && resting.Mixed(minute) is null;
            var counted = !open || resting.IsWhole(minute) ? 0
                : whole ? PerMinute
                : Milliseconds(resting.Mixed(minute), minute, from, to);
            milliseconds += counted;
            pieces += ran == (counted > 0) ? 0 : 1;
            ran = counted > 0;
        }

        return (TimeSpan.FromMilliseconds(milliseconds), pieces);
    }

    private static long Milliseconds(bool[]? rests, long minute, DateTimeOffset from, DateTimeOffset to)
    {
        var (counted, begin) = (0L, minute * Minute);
        var last = Math.Min(to.UtcTicks, begin + Minute);
        for (var at = Math.Max(from.UtcTicks, begin); at < last; at += Millisecond)
        {
            counted += rests?[(at - begin) / Millisecond] == true ? 0 : 1;
        }

        return counted;
    }

    /// <summary>Which minutes from a start to an end lie in pauses, wholly or in part.</summary>
    private sealed class RestingMinutes
    {
        private readonly long _first;
        private readonly bool[] _whole;
        private readonly Dictionary<long, bool[]> _mixed = [];

        public RestingMinutes(
            DateTimeOffset start, DateTimeOffset stop, IReadOnlyList<OwnPause> pauses, DateTimeOffset end,
            TimeSpan budget)
        {
            _first = start.UtcTicks / Minute;
            _whole = new bool[Math.Max(0, (stop.UtcTicks / Minute) - _first) + 1];
            var budgets = new Dictionary<Guid, long>();
            foreach (var pause in pauses.Where(p => p.Approved != false).OrderBy(p => p.From))
            {
                var until = pause.Until is { } known && known < end ? known : end;
                until = pause.EventUntil is { } over && over < until ? over : until;
                var from = pause.EventFrom is { } begun && begun > pause.From ? begun : pause.From;
                var left = budgets.GetValueOrDefault(pause.Contractor, (long)budget.TotalMilliseconds);
                var lifted = !pause.Unlimited ? from : pause.UnlimitedUntil is { } ends && ends < until ? ends : until;
                Walk(from.UtcTicks, lifted.UtcTicks, true, ref left);
                Walk(Math.Max(from.UtcTicks, lifted.UtcTicks), until.UtcTicks, false, ref left);
                budgets[pause.Contractor] = left;
            }
        }

        public bool IsWhole(long minute) => _whole[minute - _first];

        /// <summary>The milliseconds of a minute that rest; null where none or all do.</summary>
        public bool[]? Mixed(long minute) => IsWhole(minute) ? null : _mixed.GetValueOrDefault(minute);

        // Whole minutes in one step, all others millisecond by millisecond, for as long as the budget lasts.
        private void Walk(long from, long until, bool unlimited, ref long left)
        {
            for (var at = from; at < until && (unlimited || left > 0);)
            {
                if (at % Minute == 0 && at + Minute <= until && (unlimited || left >= PerMinute))
                {
                    Rest(at / Minute);
                    left -= unlimited ? 0 : PerMinute;
                    at += Minute;
                    continue;
                }

                var map = CollectionsMarshal.GetValueRefOrAddDefault(_mixed, at / Minute, out _)
                    ??= new bool[PerMinute];
                for (var over = Math.Min(until, ((at / Minute) + 1) * Minute); at < over; at += Millisecond)
                {
                    map[at % Minute / Millisecond] |= unlimited || left > 0;
                    left -= unlimited ? 0 : 1;
                }
            }
        }

        private void Rest(long minute)
        {
            if (_first <= minute && minute < _first + _whole.Length)
            {
                _whole[minute - _first] = true;
            }
        }
    }
}
