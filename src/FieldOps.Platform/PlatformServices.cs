using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http.Timeline;
using FieldOps.Platform.Live;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.Platform;

/// <summary>
/// Composes the platform. Before it, or after, slices register entities, projections, reactors, upcasters.
/// </summary>
public static class PlatformServices
{
    /// <summary>The zone of people's days where none is configured.</summary>
    public const string DefaultZone = "Asia/Shanghai";

    /// <summary>Adds log, feed, deadlines, projections, reactors and an engine.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Section <c>FieldOps</c>: <c>Zone</c>, <c>Entities</c>, <c>Feed</c>.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="simulatedStart">Makes the clock a simulated one that starts here; null for the machine's.</param>
    /// <param name="engine">
    /// Registers what hosts entities and feeds consumers; null for the single-node engine. What it starts, starts after
    /// the database is up to date.
    /// </param>
    public static IServiceCollection AddPlatform(
        this IServiceCollection services,
        IConfiguration configuration,
        string connectionString,
        DateTimeOffset? simulatedStart = null,
        Action? engine = null)
    {
        var section = configuration.GetSection("FieldOps");
        services.AddOptions<EntityHostOptions>().Bind(section.GetSection("Entities"))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FeedOptions>().Bind(section.GetSection("Feed")).ValidateDataAnnotations().ValidateOnStart();
        AddLog(services, connectionString, TimeZoneInfo.FindSystemTimeZoneById(section["Zone"] ?? DefaultZone));
        AddClock(services, simulatedStart);
        AddFeed(services);
        services.AddSingleton<ShellServices>();
        services.AddSingleton<DeadlineShards>();
        if (engine is null)
        {
            AddSingleNode(services, simulatedStart is not null);
        }
        else
        {
            engine();
        }

        return services;
    }

    private static void AddLog(IServiceCollection services, string connectionString, TimeZoneInfo zone)
    {
        services.AddSingleton(zone);
        services.AddSingleton(_ => DataSources.Create(connectionString));
        services.AddSingleton<Migrator>();
        foreach (var migration in LogSchema.Migrations)
        {
            services.AddSingleton(migration);
        }

        services.AddSingleton<EntityCatalog>();
        services.AddSingleton<EventCodec>();
        services.AddSingleton<LogEpoch>();
        services.AddSingleton<EpochDesk>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<LogTail>();
        services.AddSingleton<Appender>();
        services.AddSingleton<EntityLoader>();
        services.AddSingleton<EntityFinder>();
        services.AddSingleton<SnapshotWriter>();
        services.AddSingleton<INumbers, Numbers>();
    }

    private static void AddClock(IServiceCollection services, DateTimeOffset? simulatedStart)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (simulatedStart is { } start)
        {
            services.AddSingleton(new SimulatedClock(start));
            services.AddSingleton<IAppClock>(s => s.GetRequiredService<SimulatedClock>());
        }
        else
        {
            services.AddSingleton<IAppClock, SystemClock>();
        }
    }

    private static void AddSingleNode(IServiceCollection services, bool simulated)
    {
        services.AddSingleton<IEntities>(s => new LocalEntities(
            s.GetRequiredService<ShellServices>(), s.GetRequiredService<IOptions<EntityHostOptions>>().Value));
        services.AddHostedService<ConsumerHost>();
        if (simulated)
        {
            services.AddSingleton<IClockDriver>(s => new ClockDriver(
                s.GetRequiredService<SimulatedClock>(),
                s.GetRequiredService<DeadlineShards>(),
                s.GetRequiredService<FeedProgress>()));
        }
    }

    private static void AddFeed(IServiceCollection services)
    {
        var moved = new Pulse();
        services.AddSingleton<CursorStore>();
        services.AddSingleton<FeedProgress>();
        services.AddSingleton<IFeedProgress>(s => s.GetRequiredService<FeedProgress>());
        services.AddSingleton<IEventFeed>(s => s.GetRequiredService<FeedProgress>());
        services.AddSingleton<ProjectionSchemas>();
        services.AddSingleton<StuckItems>();
        services.AddSingleton<EntityTimeline>();
        services.AddSingleton<LiveBoards>();
        services.AddSingleton<IBoardPost>(s => s.GetRequiredService<LiveBoards>());
        services.AddSingleton(s => new FeedServices(
            s.GetRequiredService<NpgsqlDataSource>(),
            s.GetRequiredService<LogTail>(),
            s.GetRequiredService<LogReader>(),
            s.GetRequiredService<CursorStore>(),
            moved,
            s.GetRequiredService<IOptions<FeedOptions>>().Value,
            s.GetRequiredService<IBoardPost>(),
            s.GetRequiredService<ILogger<Consumer>>()));
        services.AddHostedService<LogHost>();
        services.AddSingleton<CommandExpiry>();
        services.AddHostedService(s => s.GetRequiredService<CommandExpiry>());
        services.AddHostedService<DeadlineRevisions>();
    }
}
