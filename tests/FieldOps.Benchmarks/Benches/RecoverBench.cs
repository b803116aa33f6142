using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

internal sealed class RecoverBench : Bench
{
    public override string Name => "recover";

    public override string Summary => "";

    public override Task RunAsync(BenchRun run, CancellationToken cancellationToken) => Task.CompletedTask;
}
