namespace FieldOps.Cluster.Benchmarks;

internal static class Program
{
    private static Task<int> Main(string[] args) => ClusterBenchCommand.Create().Parse(args).InvokeAsync();
}
