using System.Collections.Immutable;
using FieldOps.Cluster.Boards;
using FieldOps.Cluster.Grains.Wire;
using FieldOps.Cluster.Streams;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Host;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace FieldOps.Cluster.Tests.Wire;

/// <summary>The serializer as a silo has it, and one message of each kind.</summary>
internal static class Wires
{
    private static readonly Guid s_id = new("01234567-89ab-cdef-0123-456789abcdef");

    public static ServiceProvider Tallies { get; } = Over(new EntityCatalog([new TallyEntity()]));

    public static EntityCatalog Product { get; } =
        FieldOpsHost.Compose("Host=127.0.0.1;Database=none").Services.GetRequiredService<EntityCatalog>();

    /// <summary>What travels, by the name of its golden file.</summary>
    public static ImmutableSortedDictionary<string, object> Messages { get; } = new Dictionary<string, object>
    {
        ["ask"] = new Asking(TallyEntity.Name, new Add(5), s_id, 42, 7),
        ["ask-deadline"] = new Asking(
            TallyEntity.Name,
            new DeadlineReached("ring", new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            s_id),
        ["reply-accepted"] = new Reply(TallyEntity.Name, new Answer.Accepted(new TallyView(5, 1), 3, 99, true)),
        ["reply-refused"] = new Reply(
            TallyEntity.Name, new Answer.Refused(Refusal.Of(TallyEntity.TooMuch, ("max", "1000000")), 3)),
        ["reply-unknown"] = new Reply(TallyEntity.Name, new Answer.Unknown("the database is away")),
        ["reply-unread"] = new Reply(
            TallyEntity.Name, new Answer.Unknown("no code reads it", "tally.doubled.v1")),
        ["log-position-token"] = new LogPositionToken(3, 9),
        ["log-slice"] = new LogSlice(3, 9, null),
        ["log-slice-container"] = new LogSliceContainer(
            StreamId.Create(StreamNames.FaultTickets, "5"), new LogSlice(3, 9, null)),
        ["reading"] = new Reading(
            TallyEntity.Name, new TallyState(5, [new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)], 2), 9),
        ["board-bulletin"] = new BoardBulletin(
            "t1", [new("sla", 9, ["work-order"], [s_id]), new("work_orders", 9, null, null)]),
        ["lane-report"] = new LaneReport("open-work-order", 9, true, "why"),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static ServiceProvider Over(EntityCatalog catalog) => new ServiceCollection()
        .AddSingleton(catalog).AddSingleton<WireCodec>().AddSerializer().BuildServiceProvider();
}
