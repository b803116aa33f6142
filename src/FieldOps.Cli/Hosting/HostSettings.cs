namespace FieldOps.Cli.Hosting;

/// <summary>How a host is started.</summary>
/// <param name="DataFolder">Absolute path.</param>
/// <param name="Database">Value of <c>--database</c>; null for the environment's or a private one.</param>
/// <param name="Port">Port on the loopback address; 0 for any free one.</param>
/// <param name="SimulatedFrom">Where a simulated clock begins; null for the machine's clock.</param>
/// <param name="Engine">Which edition.</param>
/// <param name="Report">File in which the start's outcome is left; null for none.</param>
internal sealed record HostSettings(
    string DataFolder, string? Database, int Port, DateTimeOffset? SimulatedFrom, Engine Engine, string? Report = null);
