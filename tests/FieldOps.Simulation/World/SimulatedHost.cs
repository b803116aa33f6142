using System.Globalization;
using FieldOps.Host;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Simulation.World;

/// <summary>
/// The real composition in this process, over a line that can be cut, so that it can be dropped in the middle.
/// </summary>
internal sealed class SimulatedHost : IAsyncDisposable
{
    // A dropped host is only cleared away; how it ends says nothing.
    private static readonly TimeSpan s_burial = TimeSpan.FromSeconds(20);
    private readonly FieldOpsHost _host;
    private readonly DatabaseLine _line;

    private SimulatedHost(FieldOpsHost host, DatabaseLine line)
    {
        _host = host;
        _line = line;
        Client = new HttpClient
        {
            BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>Calls its API.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a host at an instant of the application's clock.</summary>
    public static async Task<SimulatedHost> StartAsync(string database, SimulationPlan plan, DateTimeOffset at)
    {
        var line = new DatabaseLine(database);
        var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = line.ConnectionString,
            Urls = "http://127.0.0.1:0",
            SimulatedStart = at,
            Quiet = !plan.ShowsLog,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["FieldOps:Feed:InterleavingSeed"] = plan.InterleavingSeed.ToString(CultureInfo.InvariantCulture),
                ["FieldOps:Feed:LaggingPartitions"] = "true",
                ["FieldOps:WorkOrders:SlaPolicy"] = plan.Chosen.Sla,
                ["FieldOps:WorkOrders:RulesPolicy"] = plan.Chosen.WorkOrder,
                ["FieldOps:WorkOrders:LadderPolicy"] = plan.Chosen.Ladder,
            },
        });
        return new SimulatedHost(host, line);
    }

    /// <summary>Completes when every effect of what was accepted is visible.</summary>
    public Task QuietAsync(CancellationToken cancellationToken) =>
        _host.Services.GetRequiredService<IFeedProgress>().WaitAllAsync(cancellationToken);

    /// <summary>Recomputes the wake-ups.</summary>
    public Task RebuildDeadlinesAsync() => ActivatorUtilities.CreateInstance<DeadlineRebuild>(_host.Services)
        .RunAsync(progress: null, CancellationToken.None);

    /// <summary>The line to the database breaks.</summary>
    public void Cut() => _line.Cut();

    /// <summary>And works again.</summary>
    public void Mend() => _line.Mend();

    /// <summary>
    /// Drops the host without a goodbye; the task completes when what is left of it has been cleared away.
    /// </summary>
    public Task Drop()
    {
        _line.Cut();
        Client.Dispose();
        return BuryAsync();
    }

    /// <summary>Stops it properly.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        await _line.DisposeAsync();
    }

    private async Task BuryAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(s_burial);
            await _host.StopAsync(patience.Token);
            await _host.DisposeAsync().AsTask().WaitAsync(patience.Token);
        }
        catch (Exception dead)
        {
            await Console.Error.WriteLineAsync($"A dropped host ended with: {dead.Message}");
        }

        await _line.DisposeAsync();
    }
}
