using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FieldOps.Platform.Http.OpenApi;

/// <summary>
/// Describes models and their members by the words that stand beside them in the source. The framework does so for
/// public types alone, and a slice's models are its own.
/// </summary>
internal sealed partial class DocumentedMembers : IOpenApiSchemaTransformer
{
    private static readonly ConcurrentDictionary<Assembly, FrozenDictionary<string, string>> s_words = new();

    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // A member that is a model shares the model's description: only values get words of their own.
        if (context.JsonPropertyInfo is not { } member)
        {
            schema.Description ??= Words(context.JsonTypeInfo.Type, "T:" + NameOf(context.JsonTypeInfo.Type));
        }
        else if (context.JsonTypeInfo.Kind != JsonTypeInfoKind.Object &&
            member.AttributeProvider is PropertyInfo { DeclaringType: { } owner } property)
        {
            schema.Description ??= Words(owner, $"P:{NameOf(owner)}.{property.Name}");
        }

        return Task.CompletedTask;
    }

    private static string? Words(Type type, string member) =>
        type.Assembly.GetName().Name!.StartsWith("FieldOps.", StringComparison.Ordinal)
            ? s_words.GetOrAdd(type.Assembly, Load).GetValueOrDefault(member)
            : null;

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    // Without the file beside the assembly the description is a shorter one.
    private static FrozenDictionary<string, string> Load(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member")
                .Where(m => m.Element("summary") is not null)
                .ToFrozenDictionary(
                    m => m.Attribute("name")!.Value, m => Text(m.Element("summary")!), StringComparer.Ordinal)
            : FrozenDictionary<string, string>.Empty;
    }

    private static string Text(XElement words) =>
        Gaps().Replace(string.Concat(words.Nodes().Select(Word)), " ").Trim();

    private static string Word(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } link =>
            (link.Attribute("cref") ?? link.Attribute("langword") ?? link.Attribute("name"))?.Value.Split('.', ':')[^1]
                ?? string.Empty,
        XElement element => string.Concat(element.Nodes().Select(Word)),
        _ => string.Empty,
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gaps();
}
