using System.Diagnostics;
using FieldOps.Benchmarks.Figures;

namespace FieldOps.Benchmarks.Running;

/// <summary>What one run of a bench works with.</summary>
internal sealed record BenchRun(BenchSettings Settings, BenchServer Server, FigureWriter Figures)
{
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>Says on standard error what goes on; results alone stand on standard output.</summary>
    public void Say(string text) =>
        Console.Error.WriteLine($"  [{Stopwatch.GetElapsedTime(_began).TotalSeconds,6:0.0} s] {text}");
}
