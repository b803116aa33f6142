namespace FieldOps.Domain.Kernel;

/// <summary>
/// A fact that happened, stored once and never changed. Implementations are sealed records, registered under a stable
/// name by their <see cref="EntityDefinition{TState}"/>; the name is stored, the CLR type never is.
/// </summary>
public interface IEvent;
