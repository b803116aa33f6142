namespace FieldOps.Domain.Kernel;

/// <summary>
/// A part that thousands of entities keep alike, because each keeps the rules it began under: limits, tolerances,
/// hours. Immutable, and judged by what it says alone, so that equal ones read from the log may be one in memory.
/// </summary>
public interface IPinned;
