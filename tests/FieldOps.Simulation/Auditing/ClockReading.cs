using System.Numerics;

namespace FieldOps.Simulation.Auditing;

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

    /// <summary>Whether it is an absence: clocks that no pause stops rest in it too.</summary>
    public bool IsAbsence { get; init; }

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
/// Clocks counted the slow way: minute by minute from start to stop, a bit for each, leaving out every minute that lies
/// in a pause that counts or outside of the hours; a minute in which a pause begins or ends is counted millisecond by
/// millisecond. No interval is merged, cut or subtracted, so that no slip of interval arithmetic is made twice.
/// </summary>
internal static class ClockReading
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;
    private const long Minute = TimeSpan.TicksPerMinute;
    private const long PerWord = OwnHours.PerWord;

    /// <summary>The clock at an instant.</summary>
    /// <param name="limit">Its limit.</param>
    /// <param name="start">When it started; null for not yet.</param>
    /// <param name="stop">When it stopped; null for not yet.</param>
    /// <param name="ended">When the order ended; null for not yet.</param>
    /// <param name="now">Until when it is looked at.</param>
    /// <param name="pauses">All pauses of the order, and the absences of the party.</param>
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
        var (first, last) = (from.UtcTicks / Minute, (to.UtcTicks - 1) / Minute);
        if (to <= from)
        {
            return (TimeSpan.Zero, 0);
        }

        using var rest = new RestingMinutes(
            first, last, [.. pauses.Where(p => limit.Pausable || p.IsAbsence)], pausesEndAt,
            TimeSpan.FromMinutes(budgetMinutes));
        // Only minutes between start and stop count, those at both ends as far as they do.
        ulong Runs(long word) =>
            (limit.Hours?.Word(word) ?? ulong.MaxValue) & ~rest.Whole(word) & Within(word, first, last);
        var (minutes, pieces, ran) = (0L, 0, (bool?)null);
        for (var word = first / PerWord; word <= last / PerWord; word++)
        {
            var runs = Runs(word);
            minutes += BitOperations.PopCount(runs);
            pieces += Changes(runs, word, first, last, ref ran);
        }

        var lost = rest.Mixed.Append(first).Append(last).Distinct().Where(m => Bit(Runs(m / PerWord), m))
            .Sum(m => Minute - Part(rest.Of(m), m, from.UtcTicks, to.UtcTicks));
        return (new TimeSpan((minutes * Minute) - lost), pieces);
    }

    private static ulong Within(long word, long first, long last)
    {
        var all = ulong.MaxValue;
        all &= word == first / PerWord ? all << (int)(first % PerWord) : all;
        return word == last / PerWord ? all & (ulong.MaxValue >> (int)(PerWord - 1 - (last % PerWord))) : all;
    }

    private static bool Bit(ulong word, long minute) => (word >> (int)(minute % PerWord) & 1) != 0;

    // How often it begins to run or to rest, minute after minute.
    private static int Changes(ulong runs, long word, long first, long last, ref bool? ran)
    {
        var changes = 0;
        var (begin, end) = (Math.Max(first, word * PerWord), Math.Min(last, (word * PerWord) + PerWord - 1));
        if (ran is null)
        {
            (ran, changes) = (Bit(runs, begin), 1);
        }

        var before = (runs << 1) | (ran.Value ? 1UL << (int)(begin % PerWord) : 0);
        changes += BitOperations.PopCount((runs ^ before) & Within(word, begin, end));
        ran = Bit(runs, end);
        return changes;
    }

    // What of a minute lies between start and stop, less the milliseconds that rest.
    private static long Part(Span<bool> rests, long minute, long from, long to)
    {
        var (begin, end) = (Math.Max(from, minute * Minute), Math.Min(to, (minute + 1) * Minute));
        if (rests.IsEmpty)
        {
            return end - begin;
        }

        var running = 0L;
        for (var at = begin; at < end;)
        {
            // Whole milliseconds at once; the parts of one at both ends by themselves.
            var (first, count) = ((int)(at % Minute / Millisecond), (int)((end - at) / Millisecond));
            if (at % Millisecond == 0 && count > 0)
            {
                running += rests.Slice(first, count).Count(false) * Millisecond;
                at += count * Millisecond;
                continue;
            }

            var next = Math.Min(end, ((at / Millisecond) + 1) * Millisecond);
            running += rests[first] ? 0 : next - at;
            at = next;
        }

        return running;
    }
}
