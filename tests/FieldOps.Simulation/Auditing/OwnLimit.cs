using System.Numerics;
using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>One limit.</summary>
internal sealed record OwnLimit(
    string Clock, int Minutes, bool Pausable, bool Inclusive, bool FromAcceptance, OwnHours? Hours,
    string? GivenBy = null)
{
    private const long Minute = TimeSpan.TicksPerMinute;

    // Whatever is not used up by then is never used up.
    private const long FarAwayMinutes = 4L * 366 * 24 * 60;

    /// <summary>The limits that an order's events state.</summary>
    public static OwnLimit[] Stated(JsonElement terms) =>
        [
            .. terms.List("limits").Select(l => new OwnLimit(
                l.Text("clock"), l.Int("limitMinutes"), l.Flag("pausable"),
                l.Has("inclusive") ? l.Flag("inclusive") : terms.Flag("boundaryInclusive"),
                l.TextOr("startsAt") == "accepted",
                l.TextOr("calendar") is { } name ? OwnHours.Of(terms.At("hours", name)) : null,
                l.TextOr("givenBy"))),
        ];

    /// <summary>When it is used up, were it to run from an instant without a pause: minute by minute.</summary>
    public DateTimeOffset UsedUpFrom(DateTimeOffset start)
    {
        var (at, left) = (start.UtcTicks, Minutes * Minute);
        for (var minutes = 0L; left > 0; minutes++)
        {
            if (minutes > FarAwayMinutes)
            {
                return DateTimeOffset.MaxValue;
            }

            // All minutes of a word at once, where none of them is the last.
            const long Word = OwnHours.PerWord * Minute;
            if (at % Word == 0 && left > Word)
            {
                left -= (Hours is null ? OwnHours.PerWord : BitOperations.PopCount(Hours.Word(at / Word))) * Minute;
                at += Word;
                minutes += OwnHours.PerWord - 1;
                continue;
            }

            var next = ((at / Minute) + 1) * Minute;
            var runs = Hours?.IsOpen(at / Minute) == false ? 0 : Math.Min(left, next - at);
            left -= runs;
            at = left == 0 ? at + runs : next;
        }

        return new DateTimeOffset(at, TimeSpan.Zero);
    }
}
