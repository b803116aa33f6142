using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

/// <summary>One named measurement.</summary>
internal abstract class Bench
{
    public abstract string Name { get; }

    public abstract string Summary { get; }

    public abstract Task RunAsync(BenchRun run, CancellationToken cancellationToken);
}
