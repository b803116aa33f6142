using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Log;

/// <summary>One entity as the log's head table knows it.</summary>
/// <param name="Entity">Small id in the log.</param>
/// <param name="Key">Its key.</param>
/// <param name="Version">Its version: the number of its events.</param>
public sealed record EntityHead(long Entity, EntityKey Key, int Version);
