using System.Globalization;
using FieldOps.Cluster.Deadlines;
using FieldOps.Cluster.Hosting;
using FieldOps.Cluster.Storage;
using FieldOps.Engine.Tests.Contract;
using FieldOps.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using Orleans.TestingHost;
using SiloOptions = FieldOps.Platform.Config.Silo.SiloOptions;

namespace FieldOps.Cluster.Tests.Engine;

/// <summary>The cluster edition: real silos in one process, over a real PostgreSQL.</summary>
/// <param name="silos">How many.</param>
/// <param name="machineClock">True: the clock is the machine's, and the deadline shards run by themselves.</param>
/// <param name="remindersOnly">True: no silo touches the shards; what wakes them are reminders in the database.</param>
internal sealed class ClusterEdition(short silos = 2, bool machineClock = false, bool remindersOnly = false)
    : IEngineEdition
{
    public async Task<IEngine> StartAsync(EngineSetup setup) => new ClusterEngine(await DeployAsync(setup));

    /// <summary>The cluster itself, for tests that let silos come and go.</summary>
    public async Task<InProcessTestCluster> DeployAsync(EngineSetup setup)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((silo, host) => Compose(host, silo.SiloName, setup));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    private void Compose(IHostApplicationBuilder host, string silo, EngineSetup setup)
    {
        host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FieldOps:Entities:EntitiesMax"] = Text(setup.EntitiesMax),
            ["FieldOps:Entities:QueuePerEntityMax"] = Text(setup.QueuePerEntityMax),
            ["FieldOps:Feed:InterleavingSeed"] = Text(setup.InterleavingSeed),
            ["FieldOps:Feed:LaggingPartitions"] = setup.LaggingPartitions ? "true" : "false",
        });
        host.Logging.ClearProviders();
        var options = new SiloOptions { SiloName = $"{setup.Node}.{silo}", ClusterId = "test", ServiceId = "test" };
        (options.Membership.ProbeTimeoutSeconds, options.Membership.MissedProbesMax) = (1, 2);
        (options.Deadlines.TouchSeconds, options.Deadlines.ReminderMinutes) = (1, 1);
        // On a machine that is busy elsewhere an answer is late, not lost.
        (options.ResponseSecondsMax, options.DirectorySecondsMax) = (60, 30);
        host.Services.AddPlatform(
            host.Configuration,
            setup.ConnectionString,
            machineClock ? null : setup.Start,
            () => ClusterServices.AddEngine(host, options, s =>
            {
                KeepReminders(s, setup);
                SiloSetup.KeepSubscriptions(s, setup.ConnectionString);
            }));
        if (remindersOnly)
        {
            host.Services.Remove(host.Services.Single(s => s.ImplementationType == typeof(ShardToucher)));
        }

        foreach (var migration in OrleansSchema.Migrations)
        {
            host.Services.AddSingleton(migration);
        }

        setup.Compose(host.Services);
    }

    private void KeepReminders(ISiloBuilder silo, EngineSetup setup)
    {
        if (remindersOnly)
        {
            SiloSetup.KeepReminders(silo, setup.ConnectionString);
        }
        else
        {
            silo.UseInMemoryReminderService();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
