using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

internal sealed class RebuildBench : Bench
{
    public override string Name => "rebuild";

    public override string Summary => "";

    public override Task RunAsync(BenchRun run, CancellationToken cancellationToken) => Task.CompletedTask;
}
