namespace FieldOps.Domain.Kernel;

/// <summary>An instant at which an entity wants to be woken. Waking decides nothing: the state does.</summary>
/// <param name="Kind">Stable word of the entity's own, 1 to 40 characters: <c>restore-limit</c>.</param>
/// <param name="DueAt">UTC.</param>
public readonly record struct Deadline(string Kind, DateTimeOffset DueAt);

/// <summary>The wake-up, sent at or after <paramref name="DueAt"/>, possibly late, twice or out of date.</summary>
/// <param name="Kind">The deadline's kind.</param>
/// <param name="DueAt">The deadline's instant, UTC.</param>
public sealed record DeadlineReached(string Kind, DateTimeOffset DueAt) : ICommand;
