namespace FieldOps.Domain.Sla;

/// <summary>Pauses in order, overlaps joined, as ticks; a pause without end ends at <see cref="Never"/>.</summary>
internal readonly struct PauseTrack
{
    public const long Never = long.MaxValue;

    private readonly (long From, long To)[] _spans;

    private PauseTrack((long From, long To)[] spans)
    {
        _spans = spans;
    }

    public static PauseTrack None { get; } = new([]);

    public ReadOnlySpan<(long From, long To)> Spans => _spans;

    public static PauseTrack Of(IReadOnlyList<PauseSpan> pauses)
    {
        if (pauses.Count == 0)
        {
            return None;
        }

        var spans = new (long From, long To)[pauses.Count];
        var count = 0;
        for (var i = 0; i < pauses.Count; i++)
        {
            var (from, to) = (pauses[i].From.UtcTicks, pauses[i].To?.UtcTicks ?? Never);
            if (to <= from)
            {
                continue;
            }

            var at = count++;
            for (; at > 0 && spans[at - 1].From > from; at--)
            {
                spans[at] = spans[at - 1];
            }

            spans[at] = (from, to);
        }

        return new PauseTrack(Joined(spans, count));
    }

    /// <summary>The same pauses, as if all had ended by an instant.</summary>
    public PauseTrack Until(long end)
    {
        if (_spans.Length == 0 || _spans[^1].To <= end)
        {
            return this;
        }

        // A pause that begins later is none: cut, it would end before it begins.
        var before = 0;
        while (before < _spans.Length && _spans[before].From < end)
        {
            before++;
        }

        var cut = _spans[..before];
        if (before > 0)
        {
            cut[^1].To = Math.Min(cut[^1].To, end);
        }

        return new PauseTrack(cut);
    }

    public bool Holds(long at)
    {
        foreach (var (from, to) in _spans)
        {
            if (from <= at && at < to)
            {
                return true;
            }
        }

        return false;
    }

    private static (long From, long To)[] Joined((long From, long To)[] spans, int count)
    {
        var last = 0;
        for (var i = 1; i < count; i++)
        {
            if (spans[i].From <= spans[last].To)
            {
                spans[last].To = Math.Max(spans[last].To, spans[i].To);
            }
            else
            {
                spans[++last] = spans[i];
            }
        }

        return count == 0 ? [] : spans[..(last + 1)];
    }
}
