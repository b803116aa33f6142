using System.Text.Json;
using FieldOps.Platform.Serialization;

namespace FieldOps.Cli.Hosting;

/// <summary>
/// What a running host leaves in its data folder for the other commands: <c>host.json</c>, readable by its owner alone,
/// because the database address may hold a password. It counts only while the folder's lock is held.
/// </summary>
/// <param name="Pid">Process id.</param>
/// <param name="Url">Where the API listens.</param>
/// <param name="StartedAt">Machine clock, UTC.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Database">The database in words, without secrets.</param>
/// <param name="ConnectionString">The database's address; never shown.</param>
/// <param name="SimulatedFrom">Where the simulated clock began; null on the machine's clock.</param>
internal sealed record HostRecord(
    int Pid,
    string Url,
    DateTimeOffset StartedAt,
    string Version,
    string Database,
    string ConnectionString,
    DateTimeOffset? SimulatedFrom)
{
    private const string FileName = "host.json";

    public static HostRecord? Read(string dataFolder)
    {
        try
        {
            return JsonSerializer.Deserialize<HostRecord>(
                File.ReadAllBytes(Path.Combine(dataFolder, FileName)), PlatformJson.Options);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Moved into place whole: whoever reads at this moment finds all of it or nothing.
        using (var stream = new FileStream(file + ".new", options))
        {
            JsonSerializer.Serialize(stream, this, PlatformJson.Options);
        }

        File.Move(file + ".new", file, overwrite: true);
    }

    public static void Delete(string dataFolder) => File.Delete(Path.Combine(dataFolder, FileName));
}
