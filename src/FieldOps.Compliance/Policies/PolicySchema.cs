using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FieldOps.Platform.Config;

namespace FieldOps.Compliance.Policies;

/// <summary>
/// JSON schema (2020-12) of a rule set: what the strict reader takes, no more and no less. Rules over several members
/// are told by the check, sentence by sentence.
/// </summary>
internal static class PolicySchema
{
    public static JsonObject Of<TDocument>()
    {
        var schema = Of(typeof(TDocument));
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    private static JsonObject Of(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var info = StrictJson.Options.GetTypeInfo(bare);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => OfObject(info),
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Of(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new JsonObject
            {
                ["type"] = "object", ["additionalProperties"] = Of(info.ElementType!),
            },
            _ => OfValue(bare),
        };
    }

    private static JsonObject OfObject(JsonTypeInfo info)
    {
        var members = new JsonObject();
        var required = new JsonArray();
        foreach (var member in info.Properties.Where(p => p.AssociatedParameter is not null))
        {
            members[member.Name] = Of(member.PropertyType);
            if (!member.AssociatedParameter!.HasDefaultValue)
            {
                required.Add(member.Name);
            }
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject OfValue(Type type)
    {
        if (type.IsEnum)
        {
            JsonNode?[] words =
            [
                .. Enum.GetValues(type).Cast<object>()
                    .Select(v => JsonSerializer.SerializeToNode(v, type, StrictJson.Options)),
            ];
            return new JsonObject { ["enum"] = new JsonArray(words) };
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => new JsonObject { ["type"] = "boolean" },
            TypeCode.Int32 or TypeCode.Int64 => new JsonObject { ["type"] = "integer" },
            TypeCode.Decimal or TypeCode.Double => new JsonObject { ["type"] = "number" },
            _ when type == typeof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            _ when type == typeof(DateOnly) => new JsonObject { ["type"] = "string", ["format"] = "date" },
            _ => new JsonObject { ["type"] = "string" },
        };
    }
}
