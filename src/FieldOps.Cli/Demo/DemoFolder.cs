using FieldOps.Cli.Hosting;
using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Cli.Demo;

/// <summary>
/// Where the demonstration's host keeps its data. A folder that nobody named is thrown away at the end, so its database
/// need not survive a power cut and does not wait for the disk.
/// </summary>
internal sealed class DemoFolder : IAsyncDisposable
{
    private readonly string _path;
    private readonly bool _temporary;
    private PrivateCluster? _throwAway;

    public DemoFolder(string? named)
    {
        _temporary = named is null;
        _path = named is null
            ? Directory.CreateTempSubdirectory("fieldops-demo-").FullName
            : Path.GetFullPath(named);
        if (!_temporary && Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any())
        {
            throw new CommandStoppedException(
                ExitCode.Environment,
                "demo.folder-not-empty",
                new(
                    $"{_path} is not empty; the demonstration begins with an empty log. Name another folder.",
                    $"{_path} 不为空；演示须从空日志开始，请另指定目录。"));
        }

        DataFolders.Create(_path);
        if (_temporary && !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            // The unprivileged user that PostgreSQL runs as passes through it.
            File.SetUnixFileMode(
                _path, File.GetUnixFileMode(_path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    /// <summary>The folder.</summary>
    public string Name => _path;

    /// <summary>The given database, or a throw-away one started here; null leaves it to the host.</summary>
    public async Task<string?> OpenAsync(string? given, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(given) || !_temporary)
        {
            return given;
        }

        _throwAway = await PrivateCluster.StartAsync(
            new PrivateClusterOptions(_path) { Durable = false }, cancellationToken);
        return _throwAway.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (_throwAway is not null)
        {
            await _throwAway.DisposeAsync();
        }

        if (_temporary && Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }
    }
}
