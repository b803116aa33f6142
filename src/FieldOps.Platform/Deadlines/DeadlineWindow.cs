using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Deadlines;

/// <summary>
/// The near part of the deadline rows, in memory: all that are due up to its edge, in one array of values, and never
/// more than a fixed number. What lies beyond the edge stays in the database until the edge comes to it.
/// </summary>
/// <param name="countMax">Rows held; above it the later half goes, and is read again in its time.</param>
internal sealed class DeadlineWindow(int countMax)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<ArmedDeadline, (long Due, long Entity)> _rows = new();
    private DeadlineEdge _edge = DeadlineEdge.Start;
    private DeadlineEdge _reading = DeadlineEdge.Start;
    private long _nextTicks = long.MaxValue;

    /// <summary>Beats when a row came in that is due before all others.</summary>
    public Pulse Earlier { get; } = new();

    /// <summary>Rows held.</summary>
    public int Count => _rows.Count;

    /// <summary>Everything up to here has been read.</summary>
    public DeadlineEdge Edge => _edge;

    /// <summary>The earliest row held; null for none.</summary>
    public DateTimeOffset? Next =>
        Volatile.Read(ref _nextTicks) is < long.MaxValue and var next ? new(next, TimeSpan.Zero) : null;

    /// <summary>
    /// A row that was just committed. One beyond the edge is left to the reading that will come to it; one that a
    /// reading under way may have missed is taken, for a second time does no harm.
    /// </summary>
    public void Offer(in ArmedDeadline row)
    {
        lock (_lock)
        {
            var edge = row.Edge;
            if (edge.OrderTo(_edge) > 0 && edge.OrderTo(_reading) > 0)
            {
                return;
            }

            var isFirst = row.DueTicks < _nextTicks;
            Add(row);
            Shrink();
            if (isFirst)
            {
                Earlier.Beat();
            }
        }
    }

    /// <summary>The rows held that are due up to an instant.</summary>
    public HashSet<DeadlineEdge> HeldUpTo(DateTimeOffset instant)
    {
        lock (_lock)
        {
            return [.. _rows.UnorderedItems.Where(r => r.Priority.Due <= instant.UtcTicks).Select(r => r.Element.Edge)];
        }
    }

    /// <summary>Announces a reading up to an edge, before it looks at the database.</summary>
    public void Reading(DeadlineEdge upTo)
    {
        lock (_lock)
        {
            _reading = upTo;
        }
    }

    /// <summary>Takes in what was read from the edge on; the edge moves to where the reading came.</summary>
    public void Read(DeadlinePage page)
    {
        lock (_lock)
        {
            Take(page);
            _edge = page.End;
            Shrink();
        }
    }

    /// <summary>
    /// Takes in what was found by looking again from the start. Where that was more than a page, what follows is read
    /// again from there.
    /// </summary>
    public void Found(DeadlinePage page)
    {
        lock (_lock)
        {
            Take(page);
            if (!page.IsWhole)
            {
                _edge = DeadlineEdge.Min(_edge, page.End);
            }

            Shrink();
        }
    }

    /// <summary>Takes out the rows that are due, earliest first, as long as somebody has room for them.</summary>
    public void TakeDue(DateTimeOffset now, Func<ArmedDeadline, bool> hasRoom)
    {
        lock (_lock)
        {
            while (_rows.TryPeek(out var row, out var order) && order.Due <= now.UtcTicks && hasRoom(row))
            {
                _rows.Dequeue();
            }

            Told();
        }
    }

    private void Take(DeadlinePage page)
    {
        foreach (var row in page.Rows)
        {
            Add(row);
        }

        _reading = DeadlineEdge.Start;
    }

    private void Add(in ArmedDeadline row)
    {
        _rows.Enqueue(row, (row.DueTicks, row.Entity));
        Told();
    }

    // Dropping the later half keeps this rare; the edge steps back, so that nothing is forgotten.
    private void Shrink()
    {
        if (_rows.Count <= countMax)
        {
            return;
        }

        var kept = _rows.UnorderedItems.ToArray();
        Array.Sort(kept, static (a, b) => a.Element.Edge.OrderTo(b.Element.Edge));
        var half = countMax / 2;
        _rows.Clear();
        _rows.EnqueueRange(kept.Take(half).Select(k => (k.Element, k.Priority)));
        _edge = DeadlineEdge.Min(_edge, kept[half - 1].Element.Edge);
        Told();
    }

    private void Told() => Volatile.Write(
        ref _nextTicks, _rows.TryPeek(out _, out var order) ? order.Due : long.MaxValue);
}
