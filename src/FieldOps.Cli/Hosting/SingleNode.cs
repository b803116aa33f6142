using System.Globalization;
using FieldOps.Host;

namespace FieldOps.Cli.Hosting;

/// <summary>The single-node edition, in this very process.</summary>
internal sealed class SingleNode(FieldOpsHost host) : IRunningEdition
{
    public Uri Address => host.Address;

    public string ConnectionString => host.ConnectionString;

    public static async Task<IRunningEdition> StartAsync(EditionStart start, CancellationToken cancellationToken) =>
        new SingleNode(await FieldOpsHost.StartAsync(
            new FieldOpsHostOptions
            {
                Database = start.Database,
                DataFolder = start.DataFolder,
                Urls = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{start.Port}"),
                SimulatedStart = start.SimulatedFrom,
                Quiet = start.Quiet,
            },
            cancellationToken));

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) =>
        host.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
