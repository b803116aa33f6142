using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.Compliance;

/// <summary>One order within a batch: as it was known, and as the batch leaves it.</summary>
internal sealed class BatchOrder(EntityKey key, KnownOrder known)
{
    private static readonly WorkOrderEntity s_rules = new();

    private ImmutableArray<RunningClock>? _rows;

    public EntityKey Key => key;

    public string Tenant => key.Tenant;

    public Guid OrderId => key.Id;

    public WorkOrderState State { get; private set; } = known.State;

    /// <summary>The board's rows after the batch.</summary>
    public ImmutableArray<RunningClock> Rows => _rows ??= ClockRows.Running(State);

    /// <summary>Whether figures count something of it, or did before the batch.</summary>
    public bool IsCounted => State.HasEnded || !State.Shares.IsEmpty || !known.State.Shares.IsEmpty;

    public void Take(RecordedEvent happened)
    {
        State = s_rules.Evolve(State, happened.Body);
        _rows = null;
    }

    /// <summary>Rows that are new or no longer as they were.</summary>
    public IEnumerable<RunningClock> Changed() => Rows.Where(r => !known.Rows.Contains(r));

    /// <summary>Clocks that had a row and have none any more.</summary>
    public IEnumerable<RunningClock> Gone() => known.Rows.Where(r => !Rows.Any(now => now.Clock == r.Clock));

    public KnownOrder ToKnown() => new(ClockRows.Essence(State), Rows);
}
