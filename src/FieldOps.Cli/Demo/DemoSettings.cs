using FieldOps.Cli.Hosting;

namespace FieldOps.Cli.Demo;

/// <summary>What was asked for.</summary>
/// <param name="Data">Folder of recorded data; null for the packaged sample.</param>
/// <param name="DataFolder">Folder of the host's data; null for one that is thrown away at the end.</param>
/// <param name="Port">Port of the API; 0 takes any that is free.</param>
/// <param name="Seed">Seed of everything simulated; null for the world's own.</param>
/// <param name="Days">Days of the story to run; null for all.</param>
/// <param name="Report">File for the report as JSON.</param>
/// <param name="Exit">True: ends after the report.</param>
/// <param name="Engine">Which edition.</param>
internal sealed record DemoSettings(
    string? Data, string? DataFolder, int Port, ulong? Seed, int? Days, string? Report, bool Exit, Engine Engine)
{
    /// <summary>Tenant of the demonstration.</summary>
    public const string Tenant = "default";
}
