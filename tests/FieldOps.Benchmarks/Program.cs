namespace FieldOps.Benchmarks;

internal static class Program
{
    private static Task<int> Main(string[] args) => BenchCommand.Create().Parse(args).InvokeAsync();
}
