namespace FieldOps.Platform.Entities;

/// <summary>
/// Nobody could be found who hosts the entity, for longer than it takes to replace who did. Over HTTP it is
/// <see cref="PlatformRefusals.Unreachable"/>.
/// </summary>
public sealed class EntityUnreachableException(string entity, Exception last)
    : Exception($"{entity} is hosted nowhere: {last.Message}", last);
