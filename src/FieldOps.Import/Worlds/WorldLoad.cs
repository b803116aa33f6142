namespace FieldOps.Import;

/// <summary>A world with the report of its making; null when an essential part was missing.</summary>
public sealed record WorldLoad(World? World, WorldReport Report);
