using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla.Outages;

/// <summary>A county that is told of its stations; minutes count from noon.</summary>
internal sealed class County
{
    public static readonly DateTimeOffset Noon = new(2024, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly PowerAreaEntity Entity = new();

    public static readonly MassOutagePolicy Policy = RepoFiles.Policy<MassOutagePolicy>(
        MassOutagePolicy.PolicyKind, "default.v1.json");

    private readonly List<IEvent> _events = [];

    public PowerAreaState State { get; private set; } = PowerAreaState.None;

    public IReadOnlyList<IEvent> Events => _events;

    public IEnumerable<OutageBegun> Begun => _events.OfType<OutageBegun>();

    public static DateTimeOffset At(double minute) => Noon.AddMinutes(minute);

    public static Guid Station(int station) => NameBasedId.Of(Guid.Empty, $"station {station}");

    public static Guid Order(int order) => NameBasedId.Of(Guid.Empty, $"order {order}");

    public static NoteMainsLost Lost(int station, double minute, Guid? order = null) => new(
        "Shanghai", "Huangpu", Station(station), $"ST-{station}", At(minute), order, Policy.Pin());

    /// <summary>A time without mains power that is over when it is told.</summary>
    public static NoteMainsLost Dip(int station, double from, double until) =>
        Lost(station, from) with { RestoredAt = At(until) };

    public static NoteMainsRestored Restored(int station, double minute) =>
        new(Station(station), At(minute), Policy.Pin());

    public static NoteOutageOrder Ordered(int station, int order, double occurred, double created) =>
        new(Station(station), Order(order), At(occurred), At(created), Policy.Pin());

    /// <summary>The orders of an outage, in the order in which they were told to it.</summary>
    public IEnumerable<Guid> Children(string code) => _events.SelectMany(e => e switch
    {
        OutageBegun b when b.Code == code => b.Orders,
        OutageJoined j when j.Code == code => j.Orders,
        _ => [],
    });

    /// <summary>Stations 1 to <paramref name="count"/> lose power, one a minute.</summary>
    public County Lose(int count, double from = 0)
    {
        for (var i = 0; i < count; i++)
        {
            Tell(Lost(i + 1, from + i), from + i);
        }

        return this;
    }

    public County Tell(ICommand command, double now)
    {
        var outcome = new Given<PowerAreaState>(Entity, State).When(command, At(now));
        outcome.Decision.Refusal.ShouldBeNull();
        _events.AddRange(outcome.Decision.Events);
        State = outcome.State;
        return this;
    }
}
