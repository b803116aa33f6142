using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.Compliance;

/// <summary>One order within a batch: as it was kept, and as the batch leaves it.</summary>
internal sealed class BatchOrder(EntityKey key, WorkOrderState kept)
{
    private static readonly WorkOrderEntity s_rules = new();

    private readonly ImmutableArray<RunningClock> _before = ClockRows.Running(kept);

    public string Tenant => key.Tenant;

    public Guid OrderId => key.Id;

    public WorkOrderState State { get; private set; } = kept;

    /// <summary>The archive's event, when the batch holds it.</summary>
    public OrderArchived? Archived { get; private set; }

    /// <summary>True when the batch holds the finding that the claimed restoration is contradicted.</summary>
    public bool FalseReply { get; private set; }

    public void Take(RecordedEvent happened)
    {
        State = s_rules.Evolve(State, happened.Body);
        Archived = happened.Body as OrderArchived ?? Archived;
        FalseReply |= happened.Body is FalseReplyFound;
    }

    /// <summary>Rows that are new or no longer as they were.</summary>
    public IEnumerable<RunningClock> Changed() => ClockRows.Running(State).Except(_before);

    /// <summary>Clocks that had a row and have none any more.</summary>
    public IEnumerable<RunningClock> Gone()
    {
        var now = ClockRows.Running(State).Select(r => r.Clock).ToHashSet();
        return _before.Where(r => !now.Contains(r.Clock));
    }
}
