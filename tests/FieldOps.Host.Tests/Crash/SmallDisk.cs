using System.Diagnostics;
using System.Globalization;

namespace FieldOps.Host.Tests.Crash;

/// <summary>A file system of a few MB that really runs out: a tmpfs of its own, which takes root to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int FillBytes = 1 << 20;
    private readonly string _ballast;

    private SmallDisk(string folder)
    {
        Folder = folder;
        _ballast = Path.Combine(folder, "ballast");
    }

    public string Folder { get; }

    /// <summary>Null where it cannot be mounted.</summary>
    public static SmallDisk? TryMount(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0777");
        if (Run("mount", "-t", "tmpfs", "-o", size, "fieldops-small-disk", folder) == 0)
        {
            return new SmallDisk(folder);
        }

        Directory.Delete(folder);
        return null;
    }

    /// <summary>Takes all that is free.</summary>
    public void Fill()
    {
        var block = new byte[FillBytes];
        using var file = new FileStream(_ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, which is what was wanted; the last block may be a short one.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(_ballast);

    public void Dispose()
    {
        Run("umount", Folder).ShouldBe(0);
        Directory.Delete(Folder);
    }

    /// <summary>Runs a program of the system; its exit code.</summary>
    public static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A test that needs a disk of its own; where none can be mounted it is counted as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"fieldops-mount-{Environment.ProcessId}");
        using var probe = Environment.UserName == "root" ? SmallDisk.TryMount(folder, megabytes: 1) : null;
        if (probe is null)
        {
            Skip = "A file system that runs full takes root and the right to mount.";
        }
    }
}
