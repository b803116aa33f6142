using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Platform.Tests;

/// <summary>
/// The entry point of this assembly when it is run as a program: a host that holds a data folder, says <c>ready</c>,
/// and stops cleanly when its input ends. Tests kill it in the middle.
/// </summary>
internal static class CrashTestProcess
{
    private static async Task Main(string[] arguments)
    {
        if (arguments is not ["hold", var folder])
        {
            return;
        }

        await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(folder));
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync();
    }
}
