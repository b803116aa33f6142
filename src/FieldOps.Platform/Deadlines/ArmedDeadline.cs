using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Deadlines;

/// <summary>One deadline row with its entity's key; its words are shared by all rows that say the same.</summary>
/// <param name="DueTicks">UTC ticks.</param>
/// <param name="Entity">Small id of the entity in the log.</param>
/// <param name="Id">Id of the entity.</param>
/// <param name="Tenant">Its tenant.</param>
/// <param name="Type">Its type.</param>
/// <param name="Kind">The deadline's kind.</param>
internal readonly record struct ArmedDeadline(
    long DueTicks, long Entity, Guid Id, string Tenant, string Type, string Kind)
{
    public DateTimeOffset DueAt => new(DueTicks, TimeSpan.Zero);

    public EntityKey Key => new(Tenant, Type, Id);

    /// <summary>Its place in the order in which rows are read.</summary>
    public DeadlineEdge Edge => new(DueTicks, Entity, Kind);
}
