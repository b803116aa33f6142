using System.Net;
using FieldOps.Cluster.Grains;
using FieldOps.Cluster.Storage;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers;
using SiloOptions = FieldOps.Platform.Config.Silo.SiloOptions;

namespace FieldOps.Cluster.Hosting;

/// <summary>From our settings of a silo to those of Orleans.</summary>
internal static class SiloSetup
{
    /// <summary>In a cluster most commits are other silos': they are read at once.</summary>
    public const int OwnCommitGraceMilliseconds = 2;

    private const string Invariant = "Npgsql";

    /// <summary>What holds for every silo, in tests too.</summary>
    public static void Configure(ISiloBuilder silo, SiloOptions options)
    {
        silo.AddActivityPropagation();
        silo.AddGrainService<SiloExchange>();
        silo.Services.AddOptions<SiloMessagingOptions>().Configure<IOptions<EntityHostOptions>>((messaging, host) =>
        {
            messaging.ResponseTimeout = TimeSpan.FromSeconds(options.ResponseSecondsMax);
            // For calls between the silos' own parts. A directory hands its share over to a silo that joins by one of
            // them: some megabytes for a hundred thousand entities. One that takes longer is made again until it gets
            // through, and what it registers twice is registered once: on a slow network the setting goes up.
            messaging.SystemResponseTimeout = TimeSpan.FromSeconds(options.DirectorySecondsMax);
            // Nobody waits longer for a call.
            messaging.PlacementTimeout = messaging.ResponseTimeout;
            // Orleans counts the calls before the one that it lets in.
            messaging.MaxEnqueuedRequestsHardLimit = host.Value.QueuePerEntityMax - 1;
            messaging.MaxEnqueuedRequestsSoftLimit = 0;
        });
        silo.Configure<ClusterMembershipOptions>(membership => Watch(membership, options.Membership));
        silo.Configure<GrainCollectionOptions>(collection => Collect(collection, options.Activation));
        silo.Services.AddSingleton(PlacementOf(options.Placement));
    }

    /// <summary>Membership and reminders on the log's own PostgreSQL, and the silo's addresses.</summary>
    public static void Deploy(ISiloBuilder silo, SiloOptions options, string connectionString)
    {
        var database = OrleansDatabase(connectionString);
        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = options.ClusterId;
            cluster.ServiceId = options.ServiceId;
        });
        silo.Configure<Orleans.Configuration.SiloOptions>(own => own.SiloName = options.OwnName);
        silo.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.AdvertisedIPAddress = IPAddress.Parse(options.AdvertisedAddress);
            endpoints.SiloPort = options.OwnSiloPort;
            endpoints.GatewayPort = options.OwnGatewayPort;
        });
        silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (Invariant, database));
        KeepReminders(silo, connectionString);
        KeepSubscriptions(silo, connectionString);
    }

    /// <summary>Reminders, on the log's own PostgreSQL.</summary>
    public static void KeepReminders(ISiloBuilder silo, string connectionString)
    {
        var database = OrleansDatabase(connectionString);
        silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (Invariant, database));
    }

    /// <summary>Grain storage for what Orleans itself keeps: who subscribed to a stream by name.</summary>
    public static void KeepSubscriptions(ISiloBuilder silo, string connectionString)
    {
        var database = OrleansDatabase(connectionString);
        silo.AddAdoNetGrainStorage(
            ProviderConstants.DEFAULT_PUBSUB_PROVIDER_NAME,
            o => (o.Invariant, o.ConnectionString) = (Invariant, database));
    }

    // The providers name no schema, and open as many connections as they have calls under way.
    private static string OrleansDatabase(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString)
        {
            SearchPath = OrleansSchema.Name, ApplicationName = "fieldops-orleans",
        };
        address.MaxPoolSize = Math.Min(address.MaxPoolSize, DataSources.MembershipPoolMax);
        return address.ConnectionString;
    }

    private static void Watch(ClusterMembershipOptions membership, SiloMembershipOptions options)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(options.ProbeTimeoutSeconds);
        membership.NumMissedProbesLimit = options.MissedProbesMax;
        membership.NumProbedSilos = options.ProbedSilosMax;
        membership.NumVotesForDeathDeclaration = options.VotesForDeath;
        membership.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(options.DeathVoteExpirySeconds);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(options.AliveWriteSeconds);
        membership.NumMissedTableIAmAliveLimit = options.MissedAliveWritesMax;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(options.TableRefreshSeconds);
        membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(options.JoinSecondsMax);
        membership.DefunctSiloExpiration = TimeSpan.FromHours(options.DefunctExpiryHours);
    }

    private static void Collect(GrainCollectionOptions collection, SiloActivationOptions options)
    {
        collection.CollectionQuantum = TimeSpan.FromSeconds(options.LookEverySeconds);
        collection.EnableActivationSheddingOnMemoryPressure = true;
        (Type Grain, int Minutes)[] ages =
        [
            (typeof(LineSegmentGrain), options.AssetIdleMinutes),
            (typeof(BaseStationGrain), options.AssetIdleMinutes),
            (typeof(FacilityGrain), options.AssetIdleMinutes),
            (typeof(WorkOrderGrain), options.WorkOrderIdleMinutes),
            (typeof(ContractorGrain), options.ContractorIdleMinutes),
            (typeof(ContractLotGrain), options.ContractorIdleMinutes),
            (typeof(ContractorExitGrain), options.ContractorIdleMinutes),
            (typeof(CreditRecordGrain), options.ContractorIdleMinutes),
            (typeof(SuspensionGrain), options.ContractorIdleMinutes),
            (typeof(MonthWatchGrain), options.ContractorIdleMinutes),
            (typeof(RectificationGrain), options.ContractorIdleMinutes),
            (typeof(ProcessReportGrain), options.ContractorIdleMinutes),
            (typeof(QuarterSettlementGrain), options.ContractorIdleMinutes),
            (typeof(AnnualAssessmentGrain), options.ContractorIdleMinutes),
            (typeof(HardSiteGrain), options.AssetIdleMinutes),
            (typeof(DeclaredEventGrain), options.WorkOrderIdleMinutes),
            (typeof(PowerAreaGrain), options.AssetIdleMinutes),
            (typeof(NoticeGrain), options.WorkOrderIdleMinutes),
            (typeof(NoticeRecipientsGrain), options.ContractorIdleMinutes),
            (typeof(PolicyGrain), options.ContractorIdleMinutes),
            (typeof(ContractorMonthGrain), options.ContractorMonthIdleMinutes),
        ];
        foreach (var (grain, minutes) in ages)
        {
            collection.ClassSpecificCollectionAge[grain.FullName!] = TimeSpan.FromMinutes(minutes);
        }
    }

    private static PlacementStrategy PlacementOf(SiloPlacement placement) => placement switch
    {
        SiloPlacement.ActivationCount => new ActivationCountBasedPlacement(),
        SiloPlacement.Random => new RandomPlacement(),
        SiloPlacement.PreferLocal => new PreferLocalPlacement(),
        _ => new ResourceOptimizedPlacement(),
    };
}
