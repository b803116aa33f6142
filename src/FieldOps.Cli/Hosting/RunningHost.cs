using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Cli.Hosting;

/// <summary>The living process that holds a data folder.</summary>
/// <param name="Pid">Its process id; null in the instant between taking the folder and saying so.</param>
/// <param name="Record">What it left; null while it starts, or when it is no host but a tool at work.</param>
internal sealed record RunningHost(int? Pid, HostRecord? Record)
{
    /// <summary>Null when nobody holds the folder, whatever a crash left in it.</summary>
    public static RunningHost? Of(string dataFolder)
    {
        if (!DataFolderLock.IsHeld(dataFolder))
        {
            return null;
        }

        var pid = DataFolderLock.HolderOf(dataFolder);
        var record = HostRecord.Read(dataFolder);

        // A record of a host that was killed is there until the next one writes its own.
        return new RunningHost(pid, record?.Pid == pid ? record : null);
    }
}
