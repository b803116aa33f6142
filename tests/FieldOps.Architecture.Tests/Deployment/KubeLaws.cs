using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FieldOps.Platform.Config.Silo;
using static FieldOps.Architecture.Tests.Deployment.Manifest;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>What must be true of the objects that an overlay renders. Each law names what breaks it.</summary>
internal static partial class KubeLaws
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    private static readonly string[] s_probes = ["startupProbe", "livenessProbe", "readinessProbe"];

    /// <summary>Probed paths that the program does not serve, or that tell another thing than the probe asks.</summary>
    public static IEnumerable<string> Probes(Manifest manifest, SiloOptions _)
    {
        var silo = Container(manifest.PodOf("Deployment"), "silo");
        foreach (var name in s_probes)
        {
            var path = Text(silo[name]?["httpGet"]?["path"]);
            if (path != (name == "readinessProbe" ? Ready : Live) || !ProgramRoutes.All.Contains(path))
            {
                yield return $"{name} asks '{path}'";
            }

            if (!EdgeServes(manifest, path))
            {
                yield return $"the edge does not serve '{path}'";
            }
        }
    }

    /// <summary>Ports that disagree between settings, containers, edge, service and policies.</summary>
    public static IEnumerable<string> Ports(Manifest manifest, SiloOptions settings)
    {
        var pod = manifest.PodOf("Deployment");
        var silo = Container(pod, "silo");
        var edge = Edge(manifest);
        var open = Containers(pod).SelectMany(c => Items(c["ports"])).Select(p => Text(p["containerPort"])).ToArray();
        (string What, string Is, string Must)[] pairs =
        [
            ("silo port", PortOf(silo, "silo"), Digits(settings.SiloPort)),
            ("edge's silo", Upstream().Match(edge).Groups["port"].Value, Digits(settings.HttpPort)),
            ("edge https", PortOf(Container(pod, "edge"), "https"), ListenTls().Match(edge).Groups["port"].Value),
            ("edge health", PortOf(Container(pod, "edge"), "health"), Listen().Match(edge).Groups["port"].Value),
            .. s_probes.Select(p => (p, Text(silo[p]?["httpGet"]?["port"]), PortOf(Container(pod, "edge"), "health"))),
            .. Items(manifest.One("Service")["spec"]!["ports"])
                .Select(p => ("service", Text(p["targetPort"]), PortOf(Container(pod, "edge"), "https"))),
        ];
        var allowed = manifest.OfKind("NetworkPolicy").SelectMany(p => Items(p["spec"]!["ingress"]))
            .SelectMany(i => Items(i["ports"])).Select(p => Text(p["port"]))
            .Where(p => !open.Contains(p)).Select(p => $"a policy lets in to {p}, which nobody serves");
        return pairs.Where(p => p.Is != p.Must || p.Is.Length == 0).Select(p => $"{p.What}: {p.Is}, not {p.Must}")
            .Concat(allowed);
    }

    /// <summary>Selectors that find nothing, and references to objects that are not there.</summary>
    public static IEnumerable<string> Names(Manifest manifest, SiloOptions _)
    {
        var deployment = manifest.One("Deployment");
        var labels = Labels(manifest.PodOf("Deployment")["metadata"]!["labels"]);
        var own = Labels(deployment["spec"]!["selector"]!["matchLabels"]);
        foreach (var (what, selector) in Selectors(manifest))
        {
            if (selector.Count == 0 || !selector.IsSubsetOf(labels))
            {
                yield return $"{what} selects no silo";
            }
        }

        if (!Labels(manifest.One("PodDisruptionBudget")["spec"]!["selector"]!["matchLabels"]).SetEquals(own))
        {
            yield return "the budget counts other pods than the silos";
        }

        if (own.IsSubsetOf(Labels(manifest.PodOf("Job")["metadata"]!["labels"])))
        {
            yield return "the migration counts as a silo";
        }

        foreach (var missing in Missing(manifest))
        {
            yield return missing;
        }
    }

    /// <summary>Secrets that stand in the manifests instead of being referred to.</summary>
    public static IEnumerable<string> Secrets(Manifest manifest, SiloOptions _)
    {
        var inClear = manifest.OfKind("Secret").Select(s => $"a secret is in the tree: {NameOf(s)}");
        var scalars = manifest.Objects.SelectMany(Scalars).Where(s => Credential().IsMatch(s)).Select(s => $"'{s}'");
        var values = Pods(manifest).SelectMany(Containers).SelectMany(c => Items(c["env"]))
            .Where(e => SecretName().IsMatch(Text(e["name"])) && e["valueFrom"]?["secretKeyRef"] is null)
            .Select(e => $"{Text(e["name"])} is no reference to a secret");
        return inClear.Concat(scalars).Concat(values);
    }

    /// <summary>Less time to stop than the silo takes.</summary>
    public static IEnumerable<string> Grace(Manifest manifest, SiloOptions settings)
    {
        var pod = manifest.PodOf("Deployment");
        var grace = Number(pod["spec"]!["terminationGracePeriodSeconds"]);
        var sleep = Text(Container(pod, "silo")["lifecycle"]?["preStop"]?["sleep"]?["seconds"]);
        if (sleep.Length == 0)
        {
            yield return "the silo stops before the proxies know";
        }
        else if (grace <= Number(JsonValue.Create(sleep)) + settings.ShutdownSecondsMax)
        {
            yield return $"grace {grace} s, preStop {sleep} s, shutdown {settings.ShutdownSecondsMax} s";
        }
    }

    /// <summary>Images that tomorrow may be others.</summary>
    public static IEnumerable<string> Images(Manifest manifest, SiloOptions _)
    {
        var tag = Text(Container(manifest.PodOf("Deployment"), "silo")["image"]).Split(':')[^1];
        var job = manifest.One("Job");
        var migrates = Text(Container(manifest.PodOf("Job"), "migration")["image"]).Split(':')[^1];
        return Pods(manifest).SelectMany(Containers).Select(c => Text(c["image"]))
            .Where(i => !Pinned().IsMatch(i)).Select(i => $"image '{i}' is not pinned")
            .Concat(NameOf(job).EndsWith("-" + tag.Replace('.', '-'), StringComparison.Ordinal)
                ? [] : [$"the migration {NameOf(job)} is not named after release {tag}"])
            .Concat(migrates == tag ? [] : [$"the migration is of release {migrates}, the silos of {tag}"]);
    }

    /// <summary>Environment variables that no setting answers to.</summary>
    public static IEnumerable<string> Environment(Manifest manifest, SiloOptions _) =>
        Pods(manifest).SelectMany(Containers).SelectMany(c => Items(c["env"])).Select(e => Text(e["name"]))
            .Where(name => !KnownSettings.Has(name)).Select(name => $"no setting is called {name}");

    /// <summary>Rolling, evicting or scaling that takes the last silos away.</summary>
    public static IEnumerable<string> Availability(Manifest manifest, SiloOptions settings)
    {
        var spec = manifest.One("Deployment")["spec"]!;
        var rolling = spec["strategy"]!["rollingUpdate"]!;
        var scaler = manifest.OfKind("HorizontalPodAutoscaler").SingleOrDefault()?["spec"];
        var silos = Number(spec["replicas"] ?? scaler?["minReplicas"] ?? JsonValue.Create("1"));
        (bool Broken, string Words)[] laws =
        [
            (Text(rolling["maxUnavailable"]) != "0", "a roll-out takes a silo before another has come"),
            (Number(rolling["maxSurge"]) < 1, "a roll-out cannot begin"),
            (Text(manifest.One("PodDisruptionBudget")["spec"]!["maxUnavailable"]) != "1", "more than one is evicted"),
            (silos <= settings.Membership.VotesForDeath, $"{silos} silos: too few to vote one dead and go on"),
            (spec["replicas"] is not null && scaler is not null, "replicas and autoscaler contradict each other"),
            (scaler is not null && Text(scaler["scaleTargetRef"]!["name"]) != NameOf(manifest.One("Deployment")),
                "the autoscaler scales nothing"),
        ];
        return laws.Where(l => l.Broken).Select(l => l.Words);
    }

    /// <summary>Containers without bounds or with rights that they do not need.</summary>
    public static IEnumerable<string> Containment(Manifest manifest, SiloOptions _) =>
        from pod in Pods(manifest)
        from container in Containers(pod)
        let security = container["securityContext"]
        where Text(container["resources"]?["limits"]?["memory"]).Length == 0
            || Text(container["resources"]?["requests"]?["cpu"]).Length == 0
            || Text(security?["allowPrivilegeEscalation"]) != "false"
            || Text(security?["readOnlyRootFilesystem"]) != "true"
            || !Items(security?["capabilities"]?["drop"]).Select(Text).Contains("ALL")
            || Text(pod["spec"]!["securityContext"]?["runAsNonRoot"]) != "true"
        select $"{Text(container["name"])} is not contained";

    private static IEnumerable<JsonNode> Pods(Manifest manifest) =>
        [manifest.PodOf("Deployment"), manifest.PodOf("Job")];

    private static string Edge(Manifest manifest) => Text(manifest.One("ConfigMap")["data"]!["nginx.conf"]);

    private static bool EdgeServes(Manifest manifest, string path) =>
        Edge(manifest).Contains($"location = {path} {{", StringComparison.Ordinal);

    private static string PortOf(JsonNode container, string name) =>
        Items(container["ports"]).Where(p => Text(p["name"]) == name).Select(p => Text(p["containerPort"]))
            .SingleOrDefault(string.Empty);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static HashSet<string> Labels(JsonNode? map) =>
        map is JsonObject labels ? [.. labels.Select(l => $"{l.Key}={Text(l.Value)}")] : [];

    private static IEnumerable<(string What, HashSet<string> Selector)> Selectors(Manifest manifest)
    {
        yield return ("the deployment", Labels(manifest.One("Deployment")["spec"]!["selector"]!["matchLabels"]));
        yield return ("the service", Labels(manifest.One("Service")["spec"]!["selector"]));
        yield return ("the budget", Labels(manifest.One("PodDisruptionBudget")["spec"]!["selector"]!["matchLabels"]));
        foreach (var policy in manifest.OfKind("NetworkPolicy"))
        {
            yield return (NameOf(policy), Labels(policy["spec"]!["podSelector"]!["matchLabels"]));
        }

        foreach (var spread in Items(manifest.PodOf("Deployment")["spec"]!["topologySpreadConstraints"]))
        {
            yield return ("a spread constraint", Labels(spread["labelSelector"]!["matchLabels"]));
        }
    }

    private static IEnumerable<string> Missing(Manifest manifest)
    {
        var there = manifest.Objects.Select(o => $"{Text(o["kind"])}/{NameOf(o)}").ToHashSet(StringComparer.Ordinal);
        foreach (var pod in Pods(manifest))
        {
            var volumes = Items(pod["spec"]!["volumes"]).ToArray();
            var wanted = volumes.Where(v => v["configMap"] is not null)
                .Select(v => "ConfigMap/" + Text(v["configMap"]!["name"]))
                .Append("ServiceAccount/" + Text(pod["spec"]!["serviceAccountName"]));
            var mounts = Containers(pod).SelectMany(c => Items(c["volumeMounts"])).Select(m => Text(m["name"]));
            foreach (var name in wanted.Where(w => !there.Contains(w))
                .Concat(mounts.Except(volumes.Select(v => Text(v["name"])))))
            {
                yield return $"{name} is not there";
            }
        }
    }

    [GeneratedRegex(@"server 127\.0\.0\.1:(?<port>\d+);")]
    private static partial Regex Upstream();

    [GeneratedRegex(@"listen (?<port>\d+) ssl;")]
    private static partial Regex ListenTls();

    [GeneratedRegex(@"listen (?<port>\d+);")]
    private static partial Regex Listen();

    [GeneratedRegex(
        @"^[^:@\s]+(:\d+)?(/[^:@\s]+)*:\d+\.\d+\.\d+[a-z0-9.-]*(@sha256:[0-9a-f]{64})?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pinned();

    [GeneratedRegex(
        @"passw(or)?d\s*=|://[^/\s:@]+:[^@\s/]+@|-----BEGIN",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Credential();

    [GeneratedRegex("PASS|SECRET|TOKEN|DATABASE|CREDENTIAL|APIKEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
