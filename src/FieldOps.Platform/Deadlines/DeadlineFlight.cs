namespace FieldOps.Platform.Deadlines;

/// <summary>
/// The wake-ups under way, so many at most, and those that are answered but whose rows may still be there.
/// </summary>
internal sealed class DeadlineFlight(int max)
{
    private readonly Lock _lock = new();
    private readonly HashSet<DeadlineEdge> _known = [];
    private readonly List<SettledDeadline> _answered = [];
    private int _flying;

    /// <summary>Whether nothing is under way and no row waits to be deleted.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return _known.Count == 0;
            }
        }
    }

    /// <summary>Whether wake-ups are under way.</summary>
    public bool IsFlying
    {
        get
        {
            lock (_lock)
            {
                return _flying > 0;
            }
        }
    }

    /// <summary>Whether a row is under way, or answered and waits to be deleted.</summary>
    public bool Holds(DeadlineEdge row)
    {
        lock (_lock)
        {
            return _known.Contains(row);
        }
    }

    /// <summary>Takes a row on board; false when there is no room. One that is on board already is not taken twice.
    /// </summary>
    public bool TryBoard(in ArmedDeadline row, List<ArmedDeadline> boarded)
    {
        lock (_lock)
        {
            if (_flying >= max)
            {
                return false;
            }

            if (_known.Add(row.Edge))
            {
                _flying++;
                boarded.Add(row);
            }

            return true;
        }
    }

    /// <summary>A wake-up has ended; a row whose entity has not answered stays, and is found again by a look.</summary>
    public void Land(in ArmedDeadline row, SettledDeadline? answer)
    {
        lock (_lock)
        {
            _flying--;
            if (answer is { } settled)
            {
                _answered.Add(settled);
            }
            else
            {
                _known.Remove(row.Edge);
            }
        }
    }

    /// <summary>The rows whose entities have answered so far.</summary>
    public SettledDeadline[] Answered()
    {
        lock (_lock)
        {
            return [.. _answered];
        }
    }

    /// <summary>Their rows are settled.</summary>
    public void Forget(SettledDeadline[] settled)
    {
        lock (_lock)
        {
            // Others may have landed behind them meanwhile.
            _answered.RemoveRange(0, settled.Length);
            foreach (var answer in settled)
            {
                _known.Remove(answer.Row.Edge);
            }
        }
    }
}
