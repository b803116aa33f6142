using System.Globalization;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>
/// The exclusive right of one living process on a data folder. The operating system gives it back when the process
/// ends, however it ends, so there is no stale lock to clear by hand.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream lockFile;
    private readonly string pidPath;

    private DataFolderLock(FileStream lockFile, string pidPath)
    {
        this.lockFile = lockFile;
        this.pidPath = pidPath;
    }

    /// <summary>Takes the folder, creating it if need be.</summary>
    /// <exception cref="PrivatePostgresException">
    /// <c>data-folder.in-use</c> with the holder's pid in its text; <c>data-folder.not-accessible</c>.
    /// </exception>
    public static DataFolderLock Acquire(string dataFolder)
    {
        var folder = Path.GetFullPath(dataFolder);
        var pidFile = Path.Combine(folder, "host.pid");
        try
        {
            // As root the server's user has to pass through this folder; what is secret below has its own mode.
            UnixMode.CreateFolder(
                folder, Environment.IsPrivilegedProcess ? UnixMode.PassableFolder : UnixMode.OwnerFolder);
            var held = OpenLock(folder);
            UnixMode.WriteFile(
                pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), UnixMode.ReadableFile);
            return new DataFolderLock(held, pidFile);
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or IOException)
        {
            throw PrivatePostgresFault.NotAccessible(folder, cause);
        }
    }

    private static FileStream OpenLock(string folder)
    {
        var file = Path.Combine(folder, "host.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause) when (cause.GetType() == typeof(IOException) && File.Exists(file))
        {
            // Its subclasses are missing folders and overlong names; the plain one on an existing file is the lock.
            throw PrivatePostgresFault.InUse(folder, HolderOf(folder));
        }
    }

    /// <summary>The pid that the folder's present or last holder wrote; null when nobody ever held it.</summary>
    public static int? HolderOf(string dataFolder)
    {
        var pidFile = Path.Combine(Path.GetFullPath(dataFolder), "host.pid");
        return File.Exists(pidFile)
            && int.TryParse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture, out var pid)
            ? pid
            : null;
    }

    /// <summary>
    /// Whether a living process holds the folder now. Before a signal is sent to <see cref="HolderOf"/> this must be
    /// true: after a crash the number may belong to a stranger.
    /// </summary>
    public static bool IsHeld(string dataFolder)
    {
        var file = Path.Combine(Path.GetFullPath(dataFolder), "host.lock");
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Gives the folder back.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path.GetDirectoryName(pidPath)))
        {
            File.Delete(pidPath);
        }

        lockFile.Dispose();
    }
}
