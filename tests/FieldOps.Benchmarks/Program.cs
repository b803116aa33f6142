namespace FieldOps.Benchmarks;

internal static class Program { private static void Main() { } }
