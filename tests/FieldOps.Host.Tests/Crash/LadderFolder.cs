using FieldOps.Testing;

namespace FieldOps.Host.Tests.Crash;

/// <summary>The packaged policies with a ladder whose steps come seconds after the dispatch.</summary>
internal sealed class LadderFolder : IDisposable
{
    /// <summary>One step a hundredth of the ten minutes to accept: every six seconds.</summary>
    public const int Steps = 3;

    private const string Ladder = """
        {
          "id": "default", "version": 1, "effectiveFrom": "2020-01-01T00:00:00+08:00", "source": "test",
          "steps": [
            {"id": "at-1", "clocks": ["accept"], "percent": 1, "roles": ["team-leader"],
             "channels": ["webhook"], "template": "share"},
            {"id": "at-2", "clocks": ["accept"], "percent": 2, "roles": ["team-leader"],
             "channels": ["webhook"], "template": "share"},
            {"id": "at-3", "clocks": ["accept"], "percent": 3, "roles": ["operations-manager"],
             "channels": ["webhook", "smtp"], "template": "share"}
          ],
          "templates": [
            {"id": "share", "subjectEn": "{number} {percent}", "subjectZh": "{number} {percent}",
             "bodyEn": "{asset}", "bodyZh": "{asset}"}
          ]
        }
        """;

    public LadderFolder()
    {
        var shipped = System.IO.Path.Combine(RepoFiles.Root, "silo-config", "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*.json", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // Its only version, whatever is shipped for later.
        foreach (var version in Directory.GetFiles(System.IO.Path.Combine(Path, "ladder")))
        {
            File.Delete(version);
        }

        File.WriteAllText(System.IO.Path.Combine(Path, "ladder", "default.v1.json"), Ladder);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("fieldops-ladder-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
