using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Log;
using FieldOps.Testing;
using Microsoft.Extensions.Configuration;
using static FieldOps.Architecture.Tests.Deployment.Manifest;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>The manifests of <c>k8s/</c> as they are rendered, against the program and its settings.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string[] s_overlays = ["development", "production"];

    private static readonly Dictionary<string, Func<Manifest, SiloOptions, IEnumerable<string>>> s_laws = new()
    {
        ["probes"] = KubeLaws.Probes,
        ["ports"] = KubeLaws.Ports,
        ["names"] = KubeLaws.Names,
        ["secrets"] = KubeLaws.Secrets,
        ["grace"] = KubeLaws.Grace,
        ["images"] = KubeLaws.Images,
        ["environment"] = KubeLaws.Environment,
        ["availability"] = KubeLaws.Availability,
        ["containment"] = KubeLaws.Containment,
        ["notices"] = NoticeLaw.Unreached,
    };

    public static TheoryData<string, string> Laws()
    {
        var data = new TheoryData<string, string>();
        foreach (var overlay in s_overlays)
        {
            foreach (var law in s_laws.Keys)
            {
                data.Add(overlay, law);
            }
        }

        return data;
    }

    public static TheoryData<string> Overlays() => [.. s_overlays];

    [Theory]
    [MemberData(nameof(Laws))]
    public void Overlay_Rendered_KeepsTheLaw(string overlay, string law)
    {
        var manifest = Manifest.Of(overlay);

        s_laws[law](manifest, SettingsOf(manifest, "Deployment", "silo")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("probes", "path: /health/live", "path: /healthz")]
    [InlineData("probes", "path: /health/ready", "path: /health/live")]
    [InlineData("probes", "location = /health/ready", "location = /ready")]
    [InlineData("ports", "containerPort: 11111", "containerPort: 11112")]
    [InlineData("ports", "server 127.0.0.1:5080;", "server 127.0.0.1:5081;")]
    [InlineData("ports", "targetPort: 8443", "targetPort: 8080")]
    [InlineData("ports", "listen 8080;", "listen 8081;")]
    [InlineData("ports", "    - port: 11111", "    - port: 11119")]
    [InlineData("names", "  selector:\n    app.kubernetes.io/component: silo", "  selector:\n    app: silo")]
    [InlineData(
        "names", "maxUnavailable: 1\n  selector:\n    matchLabels:", "maxUnavailable: 1\n  selector:\n    labels:")]
    [InlineData("names", "app.kubernetes.io/component: migration", "app.kubernetes.io/component: silo")]
    [InlineData("names", "serviceAccountName: fieldops", "serviceAccountName: nobody")]
    [InlineData("names", "/edge/tls\n          name: edge-certificates", "/edge/tls\n          name: tls")]
    [InlineData("secrets", "kind: ServiceAccount", "kind: Secret")]
    [InlineData("secrets", "value: production", "value: Host=db;Password=word")]
    [InlineData("secrets", "value: production", "value: postgresql://me:word@db/fieldops")]
    [InlineData("secrets", "secretKeyRef:", "configMapKeyRef:")]
    [InlineData("grace", "terminationGracePeriodSeconds: 90", "terminationGracePeriodSeconds: 75")]
    [InlineData("grace", "sleep:", "exec:")]
    [InlineData("images", "fieldops/silo:0.3.0", "fieldops/silo:latest")]
    [InlineData("images", "fieldops-migration-0-3-0", "fieldops-migration")]
    [InlineData("environment", "FieldOps__Cluster__AdvertisedAddress", "FieldOps__Cluster__Address")]
    [InlineData("environment", "FieldOps__Environment", "FieldOps__Enviroment")]
    [InlineData("availability", "maxUnavailable: 0", "maxUnavailable: 1")]
    [InlineData("availability", "minReplicas: 3", "minReplicas: 2")]
    [InlineData("availability", "revisionHistoryLimit: 5", "replicas: 3")]
    [InlineData("containment", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false")]
    [InlineData("secrets", "name: FieldOps__Notices__SmtpHost", "name: FieldOps__Notices__SmtpPassword")]
    [InlineData("environment", "FieldOps__Notices__SmtpUser", "FieldOps__Notices__SmtpName")]
    [InlineData("notices", "- port: 587", "- port: 25")]
    [InlineData("notices", "fieldops.example.com/notices:", "fieldops.example.com/mail:")]
    [InlineData("notices", "value: \"587\"", "value: \"465\"")]
    [InlineData("notices", "SmtpTls\n          value: \"true\"", "SmtpTls\n          value: \"false\"")]
    [InlineData("notices", "FieldOps__Notices__SmtpUser", "FieldOps__Notices__SmtpFrom")]
    [InlineData(
        "notices",
        "name: FieldOps__Notices__SmtpHost\n          value: submission.mail.svc",
        "name: FieldOps__Notices__WebhookUrl\n          value: http://inbox.operations.svc:8080/")]
    public void Overlay_PlantedViolation_IsCaught(string law, string whole, string broken)
    {
        var rendered = Manifest.Of("production");
        var settings = SettingsOf(rendered, "Deployment", "silo");
        rendered.Yaml.ShouldContain(whole);

        s_laws[law](Manifest.Parse(rendered.Yaml.Replace(whole, broken, StringComparison.Ordinal)), settings)
            .ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Migration_InItsPod_HasWholeSettingsAndOnlyMigrates(string overlay) =>
        SettingsOf(Manifest.Of(overlay), "Job", "migration").MigrateOnly.ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Silo_InItsPod_IsOneOfItsEnvironmentsCluster(string overlay)
    {
        var settings = SettingsOf(Manifest.Of(overlay), "Deployment", "silo");

        (settings.ClusterId, settings.MigrateOnly).ShouldBe(($"fieldops-{overlay}", false));
        settings.AdvertisedAddress.ShouldBe("10.1.2.3");
    }

    [Fact]
    public void Release_OfTheSources_IsTheOneDeployed()
    {
        var version = XDocument.Load(Path.Combine(RepoFiles.Root, "Directory.Build.props"))
            .Descendants("Version").Single().Value;

        s_overlays.Select(o => Text(Container(Manifest.Of(o).PodOf("Deployment"), "silo")["image"]))
            .ShouldAllBe(image => image.EndsWith($":{version}", StringComparison.Ordinal));
    }

    [Fact]
    public void Database_AsTheReadmeAsksFor_HasRoomForEverySilo()
    {
        var production = Manifest.Of("production");
        var silos = Number(production.One("HorizontalPodAutoscaler")["spec"]!["maxReplicas"])
            + Number(production.One("Deployment")["spec"]!["strategy"]!["rollingUpdate"]!["maxSurge"]);

        var asked = ConnectionsAsked().Match(File.ReadAllText(Path.Combine(RepoFiles.Root, "k8s", "README.md")));

        int.Parse(asked.Groups[1].Value, CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(silos * (DataSources.PoolMax + DataSources.MembershipPoolMax));
    }

    [GeneratedRegex("`max_connections` at ([0-9]+) or more")]
    private static partial Regex ConnectionsAsked();

    private static SiloOptions SettingsOf(Manifest manifest, string kind, string container) =>
        SiloSettings.Read(PodSettings.Of(manifest, kind, container));
}
