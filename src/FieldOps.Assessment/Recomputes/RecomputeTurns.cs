namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// When recomputes that failed are tried again: each waits for itself, longer every time that it has not moved since,
/// and keeps no other from its turn. For one loop: not for several threads.
/// </summary>
internal sealed class RecomputeTurns(TimeProvider time)
{
    /// <summary>The wait after a first failure.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait: who mends what hindered it sees it go on within a coffee.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Dictionary<Guid, (TimeSpan Wait, DateTimeOffset Until, RecomputeProgress? Stand)> _waiting = [];

    /// <summary>Those whose turn has not come again.</summary>
    public Guid[] Waiting()
    {
        var now = time.GetUtcNow();
        foreach (var over in _waiting.Where(w => w.Value.Until + LongestWait < now).Select(w => w.Key).ToArray())
        {
            // It does not want to go on any more, else it would have been tried.
            _waiting.Remove(over);
        }

        return [.. _waiting.Where(w => w.Value.Until > now).Select(w => w.Key)];
    }

    /// <summary>Puts one back, and says for how long.</summary>
    /// <param name="id">The recompute.</param>
    /// <param name="stand">Where its run stands now; null where it has none.</param>
    public TimeSpan Failed(Guid id, RecomputeProgress? stand)
    {
        var wait = _waiting.TryGetValue(id, out var before) && before.Stand == stand ? Twice(before.Wait) : FirstWait;
        _waiting[id] = (wait, time.GetUtcNow() + wait, stand);
        return wait;
    }

    /// <summary>Forgets what it waited for.</summary>
    public void Went(Guid id) => _waiting.Remove(id);

    private static TimeSpan Twice(TimeSpan wait) => wait * 2 < LongestWait ? wait * 2 : LongestWait;
}
