using System.Globalization;
using System.Net;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using FieldOps.Platform.Telemetry;
using Microsoft.Extensions.Configuration;

namespace FieldOps.Platform.Config.Silo;

/// <summary>
/// Reads and checks the settings of a silo: with one that is wrong it does not start, and says all that is.
/// </summary>
public static class SiloSettings
{
    /// <summary>The refusal's code.</summary>
    public const string Code = "silo.settings-invalid";

    /// <summary>Where the environment's name comes from: <c>development</c> when nothing is said.</summary>
    public const string EnvironmentKey = "FieldOps:Environment";

    /// <summary>The role's folder in <c>silo-config</c>.</summary>
    public const string Role = "silo";

    // Reach: the entities of a killed silo answer again within 20 s. Suspecting it and the votes of the others must
    // leave time to load them again.
    private const int SuspicionSecondsMax = 15;

    /// <summary>The settings of a silo, whole.</summary>
    /// <exception cref="HostRefusedException">Names every setting that is wrong, with what it must be.</exception>
    public static SiloOptions Read(IConfiguration configuration)
    {
        var options = new SiloOptions();
        var faults = Bind(configuration, options);
        if (faults.Count == 0)
        {
            faults.AddRange(OptionBounds.Faults(options, SiloOptions.Section));
            faults.AddRange(Disagreements(options));
            faults.AddRange(Telemetry(configuration));
        }

        return faults.Count == 0 ? options : throw new HostRefusedException(
            Code,
            string.Join(' ', faults),
            "集群节点设置有误，各项见上。");
    }

    /// <summary>The file of an environment, in the nearest <c>silo-config</c> above the binaries.</summary>
    /// <exception cref="HostRefusedException">There is no such file.</exception>
    public static string FileOf(string environment)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "silo-config", Role, environment + ".json");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new HostRefusedException(
            Code,
            $"{EnvironmentKey} is '{environment}'; there is no silo-config/{Role}/{environment}.json.",
            $"没有 silo-config/{Role}/{environment}.json。");
    }

    /// <summary>
    /// Puts the environment's file under all other sources: environment variables and command line win over it.
    /// </summary>
    /// <exception cref="HostRefusedException">There is no file for the environment.</exception>
    public static void AddFile(ConfigurationManager configuration)
    {
        var file = FileOf(configuration[EnvironmentKey] ?? "development");
        var beneath = new ConfigurationBuilder().AddJsonFile(file).Build();
        configuration.Sources.Insert(0, new ChainedConfigurationSource { Configuration = beneath });
    }

    private static List<string> Bind(IConfiguration configuration, SiloOptions options)
    {
        try
        {
            configuration.GetSection(SiloOptions.Section).Bind(options, b => b.ErrorOnUnknownConfiguration = true);
            return [];
        }
        catch (InvalidOperationException failure)
        {
            // The binder names a value that it cannot read by its path; an unknown name only by its section.
            return [failure.Message];
        }
    }

    private static IEnumerable<string> Disagreements(SiloOptions options)
    {
        if (options.AdvertisedAddress.Length > 0 &&
            (!IPAddress.TryParse(options.AdvertisedAddress, out var address) || IsAny(address)))
        {
            yield return Is("AdvertisedAddress", options.AdvertisedAddress, "the IP address of this silo");
        }

        if (options.DrainSecondsMax >= options.ShutdownSecondsMax)
        {
            yield return Is("DrainSecondsMax", options.DrainSecondsMax,
                Under("ShutdownSecondsMax", options.ShutdownSecondsMax));
        }

        if (options.Membership.VotesForDeath > options.Membership.ProbedSilosMax)
        {
            yield return Is("Membership:VotesForDeath", options.Membership.VotesForDeath,
                "no more than Membership:ProbedSilosMax");
        }

        if (options.Membership.SuspicionSeconds > SuspicionSecondsMax)
        {
            yield return Is("Membership:ProbeTimeoutSeconds", options.Membership.ProbeTimeoutSeconds, string.Create(
                CultureInfo.InvariantCulture,
                $"so that times MissedProbesMax it is {SuspicionSecondsMax} at most"));
        }

        foreach (var fault in Stored(options).Concat(Ports(options)).Concat(Idle(options.Activation)))
        {
            yield return fault;
        }
    }

    // What is stored with every row was counted once and stays.
    private static IEnumerable<string> Stored(SiloOptions options)
    {
        if (options.Streams.PartitionsCount != Partitions.Count)
        {
            yield return Is("Streams:PartitionsCount", options.Streams.PartitionsCount, Stays(Partitions.Count));
        }

        if (options.Deadlines.ShardsCount != DeadlineShard.Count)
        {
            yield return Is("Deadlines:ShardsCount", options.Deadlines.ShardsCount, Stays(DeadlineShard.Count));
        }

        if (options.Streams.BatchEventsMax > options.Streams.CacheEventsMax)
        {
            yield return Is("Streams:BatchEventsMax", options.Streams.BatchEventsMax,
                "no more than Streams:CacheEventsMax");
        }
    }

    // The three ranges of a machine with several silos must not run into each other.
    private static IEnumerable<string> Ports(SiloOptions options)
    {
        (string Name, int Port)[] ranges =
        [
            ("SiloPort", options.SiloPort), ("GatewayPort", options.GatewayPort), ("HttpPort", options.HttpPort),
        ];
        const int Apart = 32;
        var open = ranges.Where(r => r.Port > 0).OrderBy(r => r.Port).ToArray();
        return open.Zip(open.Skip(1)).Where(p => p.Second.Port - p.First.Port < Apart)
            .Select(p => Is(p.Second.Name, p.Second.Port, string.Create(
                CultureInfo.InvariantCulture, $"{Apart} or more above {p.First.Name}")));
    }

    private static IEnumerable<string> Idle(SiloActivationOptions activation)
    {
        (string Name, int Minutes)[] ages =
        [
            (nameof(activation.AssetIdleMinutes), activation.AssetIdleMinutes),
            (nameof(activation.WorkOrderIdleMinutes), activation.WorkOrderIdleMinutes),
            (nameof(activation.ContractorIdleMinutes), activation.ContractorIdleMinutes),
            (nameof(activation.ContractorMonthIdleMinutes), activation.ContractorMonthIdleMinutes),
        ];
        return ages.Where(a => a.Minutes * 60 <= activation.LookEverySeconds).Select(a => Is(
            "Activation:" + a.Name, a.Minutes, "longer than Activation:LookEverySeconds"));
    }

    private static IEnumerable<string> Telemetry(IConfiguration configuration)
    {
        var endpoint = configuration[TelemetryExport.EndpointKey];
        var isUrl = Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        return string.IsNullOrWhiteSpace(endpoint) || isUrl
            ? []
            : [$"{TelemetryExport.EndpointKey} is '{endpoint}'; it must be an http or https URL."];
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string Is(string name, object value, string must) =>
        OptionBounds.Is($"{SiloOptions.Section}:{name}", value, must);

    private static string Under(string name, int value) =>
        string.Create(CultureInfo.InvariantCulture, $"less than {name}, which is {value}");

    private static string Stays(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count}, which the log was stored with");
}
