using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using FieldOps.Platform.Config;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Http;
using FieldOps.Testing;
using Microsoft.Extensions.Configuration;

namespace FieldOps.Platform.Tests.Config;

public sealed class SiloSettingsTests
{
    private static readonly string s_folder = Path.Combine(RepoFiles.Root, "silo-config", "silo");

    private static readonly string[] s_units =
        ["Seconds", "Milliseconds", "Minutes", "Hours", "Count", "EventsMax", "SilosMax", "ProbesMax", "WritesMax",
            "Votes", "Ordinal"];

    // What the pod's own description adds to the file.
    private static readonly (string Name, string Value)[] s_pod =
        [("AdvertisedAddress", "10.1.2.3"), ("SiloName", "silo-7f9c")];

    [Fact]
    public void Files_AreThoseOfTheEnvironments() =>
        Directory.GetFiles(s_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["development.json", "production.json"]);

    [Fact]
    public void DevelopmentFile_AsItIs_IsThreeSilosOnLoopback()
    {
        var silos = Enumerable.Range(0, 3)
            .Select(n => n.ToString(CultureInfo.InvariantCulture))
            .Select(n => SiloSettings.Read(Settings("development", ("Ordinal", n))))
            .ToArray();

        silos.ShouldAllBe(s => s.AdvertisedAddress == "127.0.0.1");
        silos.Select(s => s.OwnName).ShouldBe(["silo", "silo-1", "silo-2"]);
        silos.SelectMany(s => new[] { s.OwnSiloPort, s.OwnGatewayPort, s.OwnHttpPort }).ShouldBeUnique();
    }

    [Fact]
    public void ProductionFile_InAPod_IsWhole() =>
        SiloSettings.Read(Settings("production", s_pod)).AdvertisedAddress.ShouldBe("10.1.2.3");

    [Fact]
    public void ProductionFile_WithoutThePod_SaysWhatItLacks() =>
        Refused(Settings("production")).ShouldBe(
            "silo.settings-invalid: FieldOps:Cluster:SiloName is ''; it must be given. " +
            "FieldOps:Cluster:AdvertisedAddress is ''; it must be given. 集群节点设置有误，各项见上。");

    [Fact]
    public void Environments_ShareTheServiceAndNotTheCluster()
    {
        var development = SiloSettings.Read(Settings("development"));
        var production = SiloSettings.Read(Settings("production", s_pod));

        production.ServiceId.ShouldBe(development.ServiceId);
        production.ClusterId.ShouldNotBe(development.ClusterId);
    }

    [Theory]
    [InlineData("SiloPort", "80", "FieldOps:Cluster:SiloPort is 80; it must be 1024 to 65000.")]
    [InlineData("ClusterId", "Field Ops",
        "FieldOps:Cluster:ClusterId is 'Field Ops'; it must be like [a-z0-9]([a-z0-9-]*[a-z0-9])?.")]
    [InlineData("AdvertisedAddress", "0.0.0.0",
        "FieldOps:Cluster:AdvertisedAddress is '0.0.0.0'; it must be the IP address of this silo.")]
    [InlineData("AdvertisedAddress", "silo-0",
        "FieldOps:Cluster:AdvertisedAddress is 'silo-0'; it must be the IP address of this silo.")]
    [InlineData("DrainSecondsMax", "30",
        "FieldOps:Cluster:DrainSecondsMax is 30; it must be less than ShutdownSecondsMax, which is 30.")]
    [InlineData("Membership:VotesForDeath", "5",
        "FieldOps:Cluster:Membership:VotesForDeath is 5; it must be no more than Membership:ProbedSilosMax.")]
    [InlineData("Membership:ProbeTimeoutSeconds", "6",
        "FieldOps:Cluster:Membership:ProbeTimeoutSeconds is 6; " +
        "it must be so that times MissedProbesMax it is 15 at most.")]
    [InlineData("Streams:PartitionsCount", "4",
        "FieldOps:Cluster:Streams:PartitionsCount is 4; it must be 8, which the log was stored with.")]
    [InlineData("Deadlines:ShardsCount", "32",
        "FieldOps:Cluster:Deadlines:ShardsCount is 32; it must be 16, which the log was stored with.")]
    [InlineData("Streams:CacheEventsMax", "200",
        "FieldOps:Cluster:Streams:BatchEventsMax is 500; it must be no more than Streams:CacheEventsMax.")]
    [InlineData("HttpPort", "11120",
        "FieldOps:Cluster:HttpPort is 11120; it must be 32 or more above SiloPort.")]
    [InlineData("Activation:LookEverySeconds", "300",
        "FieldOps:Cluster:Activation:AssetIdleMinutes is 5; it must be longer than Activation:LookEverySeconds. " +
        "FieldOps:Cluster:Activation:WorkOrderIdleMinutes is 5; it must be longer than Activation:LookEverySeconds.")]
    [InlineData("Placement", "7",
        "FieldOps:Cluster:Placement is 7; it must be one of ResourceOptimized, ActivationCount, Random, PreferLocal.")]
    public void Value_ThatCannotBe_IsRefusedInWords(string name, string value, string words) =>
        Refused(Settings("development", (name, value)))
            .ShouldBe($"silo.settings-invalid: {words} 集群节点设置有误，各项见上。");

    [Theory]
    [InlineData("ShutdownSeconds", "30")]
    [InlineData("Membership:Votes", "2")]
    [InlineData("SiloPort", "many")]
    [InlineData("Placement", "Anywhere")]
    public void Setting_MisspelledOrUnreadable_IsNamed(string name, string value) =>
        Refused(Settings("development", (name, value))).ShouldContain(name.Split(':')[^1]);

    [Fact]
    public void Collector_ThatIsNoUrl_IsRefused()
    {
        var settings = new ConfigurationBuilder().AddConfiguration(Settings("development"))
            .AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318")]).Build();

        Refused(settings).ShouldStartWith(
            "silo.settings-invalid: OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4318'; it must be an http or https URL.");
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Number_BeyondItsBounds_IsRefused(string name, int min, int max)
    {
        foreach (var beyond in new[] { min - 1, max + 1 })
        {
            Refused(Settings("development", (name, beyond.ToString(CultureInfo.InvariantCulture)))).ShouldContain(
                string.Create(
                    CultureInfo.InvariantCulture, $"FieldOps:Cluster:{name} is {beyond}; it must be {min} to {max}."));
        }
    }

    [Fact]
    public void Numbers_AllHaveBoundsAndUnits()
    {
        var numbers = All(typeof(SiloOptions), string.Empty)
            .Where(s => s.Setting.PropertyType == typeof(int)).ToArray();

        numbers.Length.ShouldBeGreaterThan(20);
        numbers.ShouldAllBe(s => s.Setting.GetCustomAttribute<RangeAttribute>() != null);
        numbers.Where(s => !s.Name.EndsWith("Port", StringComparison.Ordinal))
            .Where(s => !s_units.Any(u => s.Name.Contains(u, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    public static TheoryData<string, int, int> Numbers()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var (name, setting) in All(typeof(SiloOptions), string.Empty))
        {
            if (setting.GetCustomAttribute<RangeAttribute>() is { } range)
            {
                data.Add(name, (int)range.Minimum, (int)range.Maximum);
            }
        }

        return data;
    }

    private static IEnumerable<(string Name, PropertyInfo Setting)> All(Type options, string path) =>
        OptionBounds.Settings(options).SelectMany(p => OptionBounds.IsSection(p.PropertyType)
            ? All(p.PropertyType, $"{path}{p.Name}:")
            : [($"{path}{p.Name}", p)]);

    private static string Refused(IConfiguration settings) =>
        Should.Throw<HostRefusedException>(() => SiloSettings.Read(settings)).Message;

    private static IConfigurationRoot Settings(string environment, params (string Name, string Value)[] above) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(s_folder, environment + ".json"))
            .AddInMemoryCollection(above.Select(a =>
                new KeyValuePair<string, string?>($"{SiloOptions.Section}:{a.Name}", a.Value)))
            .Build();
}
