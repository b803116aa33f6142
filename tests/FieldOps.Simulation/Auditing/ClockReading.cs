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

    public DateTimeOffset RequestedAt { get; init; }

    public bool? Approved { get; set; }
}

/// <summary>What one clock shows.</summary>
internal sealed record OwnClock(string Clock, bool Started, bool Stopped, TimeSpan Elapsed, bool IsOver, bool Ended)
{
    public bool Suppressed { get; init; }

    public bool Late => IsOver && !Suppressed;

    public string Outcome => Suppressed ? "void"
        : Late ? "late"
        : Stopped ? "on-time"
        : Ended ? "void"
        : Started ? "running"
        : "not-started";
}

/// <summary>
/// Clocks counted the slow way: cell by cell from start to stop, leaving out every cell that lies in a pause that
/// counts. No interval is merged, cut or subtracted, so that no slip of interval arithmetic is made twice.
/// </summary>
internal static class ClockReading
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    public static OwnLimit[] LimitsOf(JsonElement terms) =>
        [
            .. terms.List("limits").Select(l => new OwnLimit(
                l.Text("clock"), l.Int("limitMinutes"), l.Flag("pausable"),
                l.Has("inclusive") ? l.Flag("inclusive") : terms.Flag("boundaryInclusive"),
                l.TextOr("startsAt") == "accepted",
                l.TextOr("calendar") is { } name ? new OwnHours(terms.At("hours", name)) : null)),
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
        var elapsed = Count(from, until, limit.Pausable ? pauses : [], budgetMinutes, limit.Hours);
        var allowed = TimeSpan.FromMinutes(limit.Minutes);
        return new OwnClock(
            limit.Clock, true, stop is not null, elapsed, limit.Inclusive ? elapsed > allowed : elapsed >= allowed,
            ended is not null);
    }

    private static TimeSpan Count(
        DateTimeOffset from, DateTimeOffset until, IReadOnlyList<OwnPause> pauses, int budgetMinutes, OwnHours? hours)
    {
        var edges = pauses.SelectMany(p => new[] { p.From, p.Until ?? p.From }).Append(from);
        var cell = edges.All(e => e.Ticks % s_minute.Ticks == 0) ? s_minute : s_second;
        var resting = RestingCells(until, pauses, TimeSpan.FromMinutes(budgetMinutes), cell);
        var running = TimeSpan.Zero;
        for (var at = from; at < until; at += cell)
        {
            if (!resting.Contains(at.UtcTicks / cell.Ticks) && hours?.IsOpen(at) != false)
            {
                running += at + cell <= until ? cell : until - at;
            }
        }

        return running;
    }

    private static HashSet<long> RestingCells(
        DateTimeOffset until, IReadOnlyList<OwnPause> pauses, TimeSpan budget, TimeSpan cell)
    {
        var resting = new HashSet<long>();
        foreach (var pause in pauses.Where(p => p.Approved != false).OrderBy(p => p.From))
        {
            for (var at = pause.From; at < (pause.Until ?? until); at += cell)
            {
                if (!pause.Unlimited && budget <= TimeSpan.Zero)
                {
                    break;
                }

                budget -= pause.Unlimited ? TimeSpan.Zero : cell;
                resting.Add(at.UtcTicks / cell.Ticks);
            }
        }

        return resting;
    }
}
