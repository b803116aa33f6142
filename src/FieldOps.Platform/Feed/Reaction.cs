using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Platform.Feed;

/// <summary>A command that a reactor sends.</summary>
/// <param name="Target">To whom.</param>
/// <param name="Command">What.</param>
/// <param name="HarmlessRefusals">Refusal codes that need nobody's attention: the target's state has moved on.</param>
/// <param name="Ordinal">Tells several commands of one event to one target apart.</param>
public sealed record Reaction(
    EntityKey Target, ICommand Command, ImmutableHashSet<string>? HarmlessRefusals = null, int Ordinal = 0)
{
    /// <summary>Whether an answer is a refusal that needs nobody's attention.</summary>
    internal bool IsHarmless(Answer answer) =>
        answer is Answer.Refused { Refusal.Code: var code } && HarmlessRefusals?.Contains(code) == true;
}
