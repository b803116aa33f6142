using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

internal sealed class MemoryBench : Bench
{
    public override string Name => "memory";

    public override string Summary => "";

    public override Task RunAsync(BenchRun run, CancellationToken cancellationToken) => Task.CompletedTask;
}
