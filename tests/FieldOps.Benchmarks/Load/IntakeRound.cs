namespace FieldOps.Benchmarks.Load;

/// <summary>One round of a load.</summary>
/// <param name="Load">What the callers saw.</param>
/// <param name="DoneSeconds">Until everything that was accepted existed.</param>
/// <param name="Events">Events that came of it.</param>
/// <param name="SettledSeconds">Until every consumer was at the end of the log.</param>
/// <param name="CpuSeconds">CPU of the service and its database connections until then.</param>
internal sealed record IntakeRound(
    LoadResult Load, double DoneSeconds, long Events, double SettledSeconds, double CpuSeconds);
