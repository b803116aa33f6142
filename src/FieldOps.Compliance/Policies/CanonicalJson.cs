using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FieldOps.Platform.Serialization;

namespace FieldOps.Compliance.Policies;

/// <summary>
/// One way to write a rule set, whoever wrote it and however: its digest is that of its meaning. Lists that were left
/// out stay left out.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions s_options = Create();

    public static string Of<TDocument>(TDocument document) => JsonSerializer.Serialize(document, s_options);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(PlatformJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(LeaveOutLists),
        };
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutLists(JsonTypeInfo info)
    {
        foreach (var member in info.Properties)
        {
            var type = member.PropertyType;
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            {
                // Two arrays are equal when they hold the same array; a default one holds none.
                var none = Activator.CreateInstance(type);
                member.ShouldSerialize = (_, list) => list is not null && !list.Equals(none);
            }
        }
    }
}
