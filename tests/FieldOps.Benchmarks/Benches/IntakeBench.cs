using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

internal sealed class IntakeBench : Bench
{
    public override string Name => "intake";

    public override string Summary => "";

    public override Task RunAsync(BenchRun run, CancellationToken cancellationToken) => Task.CompletedTask;
}
