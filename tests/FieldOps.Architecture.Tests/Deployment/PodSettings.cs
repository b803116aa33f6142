using System.Text.Json.Nodes;
using FieldOps.Platform.Config.Silo;
using FieldOps.Testing;
using Microsoft.Extensions.Configuration;
using static FieldOps.Architecture.Tests.Deployment.Manifest;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>What a pod would read: the file of its environment, and its variables over it.</summary>
internal static class PodSettings
{
    /// <summary>Stands for what only the cluster knows.</summary>
    public const string Secret = "secret";

    public static IConfiguration Of(Manifest manifest, string kind, string container)
    {
        // Of two variables of one name the last wins.
        var variables = Items(Container(manifest.PodOf(kind), container)["env"])
            .GroupBy(e => Text(e["name"]).Replace("__", ":", StringComparison.Ordinal))
            .ToDictionary(e => e.Key, e => (string?)ValueOf(e.Last()));
        var environment = variables[SiloSettings.EnvironmentKey];
        return new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(RepoFiles.Root, "silo-config", SiloSettings.Role, environment + ".json"))
            .AddInMemoryCollection(variables)
            .Build();
    }

    private static string ValueOf(JsonNode variable) => Text(variable["valueFrom"]?["fieldRef"]?["fieldPath"]) switch
    {
        "status.podIP" => "10.1.2.3",
        "metadata.name" => "fieldops-silo-6d5f7-x2x4x",
        _ when variable["valueFrom"]?["secretKeyRef"] is not null => Secret,
        _ => Text(variable["value"]),
    };
}
