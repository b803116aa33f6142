namespace FieldOps.Platform.Entities;

/// <summary>An entity at one version.</summary>
/// <param name="State">The domain state.</param>
/// <param name="View">The view of that state.</param>
/// <param name="Version">Number of events so far; 0 when it never existed.</param>
public sealed record EntitySnapshot(object State, object View, int Version);
