using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Log;

/// <summary>
/// Stands in the order of the log for an event that this build cannot read: of a name that a newer one writes, or
/// damaged. Who does not ask for it passes over it; who does, is refused (<see cref="UnreadableEventException"/>).
/// </summary>
/// <param name="Failure">Why it cannot be read.</param>
public sealed record UnreadableEvent(UnreadableEventException Failure) : IEvent;
