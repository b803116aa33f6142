using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Feed;
using FieldOps.Platform.PrivatePostgres;
using FieldOps.WorkOrders.Notices;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>Names that the program reads from its environment.</summary>
internal static class KnownSettings
{
    private static readonly string[] s_words =
    [
        DatabaseChoice.EnvironmentVariable,
        NameOf(SiloSettings.EnvironmentKey),
        // The standard names of the exporter.
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES",
    ];

    private static readonly (string Section, Type Options)[] s_sections =
    [
        (SiloOptions.Section, typeof(SiloOptions)), ("FieldOps:Feed", typeof(FeedOptions)),
        (NoticeOptions.Section, typeof(NoticeOptions)),
    ];

    public static bool Has(string variable) =>
        s_words.Contains(variable, StringComparer.Ordinal) || s_sections.Any(s =>
            variable.StartsWith(NameOf(s.Section) + "__", StringComparison.Ordinal) &&
            IsMember(s.Options, variable[(NameOf(s.Section).Length + 2)..].Split("__")));

    private static bool IsMember(Type options, ReadOnlySpan<string> path) =>
        options.GetProperty(path[0]) is { CanWrite: true } member &&
        (path.Length == 1 || IsMember(member.PropertyType, path[1..]));

    private static string NameOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
