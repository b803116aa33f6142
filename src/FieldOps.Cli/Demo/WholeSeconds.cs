namespace FieldOps.Cli.Demo;

/// <summary>Simulated instants are told to the second, as people and alarm systems tell them.</summary>
internal static class WholeSeconds
{
    public static DateTimeOffset Plus(this DateTimeOffset at, double minutes) =>
        at.AddSeconds(Math.Floor(minutes * 60));
}
