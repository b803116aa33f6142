namespace FieldOps.Benchmarks.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Seconds">Seconds of load per side.</param>
/// <param name="Database">A given server; null for a private cluster.</param>
/// <param name="FlatnessEvents">Events in the full log of the flatness figure.</param>
/// <param name="MemoryOrders">Orders in the log of the memory figure.</param>
/// <param name="RebuildEvents">Events in the log of the rebuild figure.</param>
/// <param name="ArmedDeadlines">Deadlines in the log of the deadlines figures.</param>
/// <param name="ClosedOrders">Closed orders of the compliance figure; null for as many as the figure is about.</param>
/// <param name="SampledOrders">Of them, those that go through the log as well; null for a hundredth.</param>
internal sealed record BenchSettings(
    int Seconds, string? Database, int FlatnessEvents, int MemoryOrders, int RebuildEvents, int ArmedDeadlines,
    int? ClosedOrders = null, int? SampledOrders = null);
