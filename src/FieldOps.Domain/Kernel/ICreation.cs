namespace FieldOps.Domain.Kernel;

/// <summary>
/// A command that makes its entity, which as a rule is not there yet: it is decided on the initial state before anybody
/// looks, and decided again where the log knows better.
/// </summary>
public interface ICreation : ICommand;
