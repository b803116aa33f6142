namespace FieldOps.Host;

internal static class Program { private static void Main() { } }
