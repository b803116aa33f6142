namespace FieldOps.Platform.Log;

/// <summary>
/// Which event of which log. Another log may have an event at the same position, and where a reactor or a deadline made
/// it even under the same command, but not recorded at the same instant.
/// </summary>
/// <param name="Position">Its position.</param>
/// <param name="Command">The command that recorded it.</param>
/// <param name="At">When it was recorded, UTC.</param>
internal readonly record struct EventMark(long Position, Guid Command, DateTimeOffset At);
