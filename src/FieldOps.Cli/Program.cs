namespace FieldOps.Cli;

internal static class Program { private static void Main() { } }
