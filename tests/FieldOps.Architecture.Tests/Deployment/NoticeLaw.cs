using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using FieldOps.Platform.Config.Silo;
using FieldOps.WorkOrders.Notices;
using Microsoft.Extensions.Configuration;
using static FieldOps.Architecture.Tests.Deployment.Manifest;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>A channel that is configured can be used: its settings are whole, and a policy lets it out.</summary>
internal static class NoticeLaw
{
    private const string Takers = "fieldops.example.com/notices";

    /// <summary>Channels that the silos are told of and could not reach.</summary>
    public static IEnumerable<string> Unreached(Manifest manifest, SiloOptions _)
    {
        var options = new NoticeOptions();
        PodSettings.Of(manifest, "Deployment", "silo").GetSection(NoticeOptions.Section).Bind(options);
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        var open = manifest.OfKind("NetworkPolicy").Where(SelectsSilos(manifest))
            .SelectMany(p => Items(p["spec"]!["egress"]))
            .Where(rule => Items(rule["to"])
                .Any(to => Text(to["namespaceSelector"]?["matchLabels"]?[Takers]) == "true"))
            .SelectMany(rule => Items(rule["ports"])).Select(p => Number(p["port"])).ToHashSet();
        return faults.Select(f => f.ErrorMessage!).Concat(
            from channel in Channels(options)
            where !open.Contains(channel.Port)
            select string.Create(
                CultureInfo.InvariantCulture, $"no policy lets {channel.Name} out on port {channel.Port}"));
    }

    private static IEnumerable<(string Name, int Port)> Channels(NoticeOptions options)
    {
        if (!string.IsNullOrEmpty(options.SmtpHost))
        {
            yield return ("mail", options.SmtpPort);
        }

        if (options.WebhookUrl is { } url)
        {
            yield return ("the webhook", url.Port);
        }
    }

    private static Func<JsonObject, bool> SelectsSilos(Manifest manifest)
    {
        var labels = (JsonObject)manifest.PodOf("Deployment")["metadata"]!["labels"]!;
        return policy => ((JsonObject)policy["spec"]!["podSelector"]!["matchLabels"]!)
            .All(l => Text(labels[l.Key]) == Text(l.Value));
    }
}
