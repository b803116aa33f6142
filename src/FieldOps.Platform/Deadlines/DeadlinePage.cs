namespace FieldOps.Platform.Deadlines;

/// <summary>What one reading of deadline rows gave.</summary>
/// <param name="Rows">Earliest first.</param>
/// <param name="End">All rows up to here are in it.</param>
/// <param name="IsWhole">False when there may be more before the edge that was asked for.</param>
internal sealed record DeadlinePage(List<ArmedDeadline> Rows, DeadlineEdge End, bool IsWhole);
