using System.Text.Json;
using FieldOps.Platform.Serialization;

namespace FieldOps.Cli.Hosting;

/// <summary>How a start in the background ended, left in a file for the process that waits for it.</summary>
/// <param name="ExitCode">0 when the host is up.</param>
/// <param name="Url">Where the API listens, when it does.</param>
/// <param name="Code">Why it does not: a stable code.</param>
/// <param name="En">The same in English.</param>
/// <param name="Zh">The same in Chinese.</param>
internal sealed record StartReport(int ExitCode, string? Url, string? Code = null, string? En = null, string? Zh = null)
{
    public static StartReport? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<StartReport>(File.ReadAllBytes(file), PlatformJson.Options);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string? file)
    {
        if (file is null)
        {
            return;
        }

        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(this, PlatformJson.Options));
        File.Move(file + ".new", file, overwrite: true);
    }
}
