namespace FieldOps.Domain.Kernel;

/// <summary>
/// A wish addressed to one entity. Implementations are sealed records that carry all that the decision needs beside the
/// entity's own state: rules, terms and claimed times included, for a decider reads nothing else.
/// </summary>
public interface ICommand;
