using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Entities;

/// <summary>One of several commands to an entity.</summary>
/// <param name="Command">What is wished.</param>
/// <param name="Context">What travels with it.</param>
public sealed record Ask(ICommand Command, AskContext Context);
