using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>A decision in the making: each event is taken into the state at once, for the next one to see.</summary>
internal sealed class FaultCourse(AssetState state)
{
    private readonly List<IEvent> _events = new(capacity: 2);

    public AssetState State { get; private set; } = state;

    public FaultState Faults => State.Faults;

    public void Record(IEvent happened)
    {
        _events.Add(happened);
        State = AssetEvolution.After(State, happened);
    }

    /// <summary>Records an event of alarms or tickets, and what it means for mains power.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="at">When it happened.</param>
    public void RecordAlarm(IEvent happened, DateTimeOffset at)
    {
        var before = State;
        Record(happened);
        foreach (var follows in Mains.Between(before, State, at))
        {
            Record(follows);
        }
    }

    public Decision Decided() => _events.Count == 0 ? Decision.Nothing : Decision.Of(_events);
}
