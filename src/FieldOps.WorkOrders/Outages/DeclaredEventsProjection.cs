using System.Collections.Immutable;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.WorkOrders.Outages;

/// <summary>Declared events as rows, each as its state.</summary>
internal sealed class DeclaredEventsProjection : Projection
{
    public const string Schema = "declared_events";

    private static readonly DeclaredEventEntity s_entity = new();

    private readonly StateTable _events = new(s_entity, "declared_event");

    public override string Name => Schema;

    public override int Revision => 1;

    public override ImmutableHashSet<string> EventNames { get; } = [.. s_entity.Events.Keys];

    public override string Ddl => _events.Ddl;

    public override Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _events.ApplyAsync(batch, connection, cancellationToken);

    public override Projection Fresh() => new DeclaredEventsProjection();
}
