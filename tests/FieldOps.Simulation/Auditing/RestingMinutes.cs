using System.Buffers;

namespace FieldOps.Simulation.Auditing;

/// <summary>Which minutes from a first to a last one lie in pauses, wholly or in part.</summary>
internal sealed class RestingMinutes : IDisposable
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;
    private const long Minute = TimeSpan.TicksPerMinute;
    private const int PerMinute = (int)(Minute / Millisecond);

    private readonly (long First, long Last) _within;
    private readonly ulong[] _whole;
    private readonly Dictionary<long, bool[]> _mixed = [];

    public RestingMinutes(
        long first, long last, IReadOnlyCollection<OwnPause> pauses, DateTimeOffset end, TimeSpan budget)
    {
        _within = (first, last);
        _whole = pauses.Count == 0 ? [] : new ulong[(last / OwnHours.PerWord) - (first / OwnHours.PerWord) + 1];
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

    /// <summary>The minutes of a word that rest from their beginning to their end.</summary>
    public ulong Whole(long word) => _whole.Length == 0 ? 0 : _whole[word - (_within.First / OwnHours.PerWord)];

    /// <summary>The minutes in which a pause begins or ends.</summary>
    public IReadOnlyCollection<long> Mixed => _mixed.Keys;

    /// <summary>The milliseconds of a minute that rest; empty where none does.</summary>
    public Span<bool> Of(long minute) =>
        _mixed.TryGetValue(minute, out var map) ? map.AsSpan(0, PerMinute) : [];

    public void Dispose()
    {
        foreach (var map in _mixed.Values)
        {
            ArrayPool<bool>.Shared.Return(map);
        }

        _mixed.Clear();
    }

    // Whole minutes in one step, parts of one millisecond by millisecond, for as long as the budget lasts.
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

            var over = Math.Min(until, ((at / Minute) + 1) * Minute);
            var milliseconds = (int)((over - at + Millisecond - 1) / Millisecond);
            var resting = unlimited ? milliseconds : (int)Math.Min(left, milliseconds);
            RestPart(at / Minute, (int)(at % Minute / Millisecond), resting);
            left -= unlimited ? 0 : resting;
            at = over;
        }
    }

    private void Rest(long minute)
    {
        if (_within.First <= minute && minute <= _within.Last)
        {
            _whole[(minute / OwnHours.PerWord) - (_within.First / OwnHours.PerWord)] |=
                1UL << (int)(minute % OwnHours.PerWord);
        }
    }

    private void RestPart(long minute, int first, int count)
    {
        if (minute < _within.First || minute > _within.Last)
        {
            return;
        }

        if (!_mixed.TryGetValue(minute, out var map))
        {
            map = _mixed[minute] = ArrayPool<bool>.Shared.Rent(PerMinute);
            map.AsSpan().Clear();
        }

        map.AsSpan(first, count).Fill(true);
    }
}
