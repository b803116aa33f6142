using FieldOps.Cluster.Boards;
using FieldOps.Cluster.Deadlines;
using FieldOps.Cluster.Grains;
using FieldOps.Cluster.Grains.Wire;
using FieldOps.Cluster.Storage;
using FieldOps.Cluster.Streams;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Hosting;
using Orleans.Metadata;

namespace FieldOps.Cluster.Hosting;

/// <summary>Composes the engine of the cluster edition: what hosts entities and feeds consumers.</summary>
public static class ClusterServices
{
    /// <summary>Adds the engine; its silo joins the cluster that the options name, on the given database.</summary>
    /// <param name="builder">The host's.</param>
    /// <param name="options">The silo's settings, checked.</param>
    /// <param name="connectionString">The database, that of the log.</param>
    public static void AddCluster(this IHostApplicationBuilder builder, SiloOptions options, string connectionString)
    {
        foreach (var migration in OrleansSchema.Migrations)
        {
            builder.Services.AddSingleton(migration);
        }

        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(options.ShutdownSecondsMax));
        builder.Services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo");
        // Before the silo, which joins then without asking them.
        builder.Services.AddHostedService<DeadNeighbours>();
        AddEngine(builder, options, silo => SiloSetup.Deploy(silo, options, connectionString));
    }

    /// <summary>The engine itself; how silos find each other is the caller's.</summary>
    internal static void AddEngine(IHostApplicationBuilder builder, SiloOptions options, Action<ISiloBuilder> deploy)
    {
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(new TelemetrySource(
            ["Microsoft.Orleans.*"], ["Microsoft.Orleans", StreamMetrics.MeterName]));
        services.PostConfigure<FeedOptions>(feed =>
        {
            feed.NodeName = options.OwnName;
            feed.OwnCommitGraceMilliseconds = SiloSetup.OwnCommitGraceMilliseconds;
        });
        services.AddSingleton<WireCodec>();
        services.AddSingleton<IEntities, GrainEntities>();
        services.AddSingleton<IGrainPropertiesProvider, ReadEvents>();
        services.AddSingleton<ReadingSilos>();
        services.AddSingleton<Membership>();
        services.AddSingleton<SiloExchangeClient>();
        services.AddSingleton<ClusterClock>();
        services.AddSingleton<LeasedConsumers>();
        services.AddSingleton<DeadlineReminder>();
        if (services.Any(s => s.ServiceType == typeof(SimulatedClock)))
        {
            services.AddSingleton<IClockDriver, ClusterClockDriver>();
            services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ClockEntry>();

            // One at a time, so that a story gives its orders the same numbers however many silos tell it.
            services.AddSingleton<INumbers>(s => new Numbers(
                s.GetRequiredService<NpgsqlDataSource>(), s.GetRequiredService<TimeZoneInfo>()) { BlockSize = 1 });
        }

        builder.UseOrleans(silo =>
        {
            SiloSetup.Configure(silo, options);
            silo.AddLogStreams();
            silo.AddBoardStreams();
            deploy(silo);
        });

        // After the silo, so that they start when it is a member and end before it drains.
        services.AddHostedService(s => s.GetRequiredService<LeasedConsumers>());
        services.AddHostedService<ShardToucher>();
        services.AddBoardServices();
    }
}
