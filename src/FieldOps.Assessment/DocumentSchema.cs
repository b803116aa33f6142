using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Platform.Config;

namespace FieldOps.Assessment;

/// <summary>The JSON schema of a document, made of the type that it becomes: the two cannot differ.</summary>
internal static class DocumentSchema
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    public static JsonObject Of(Type type)
    {
        var schema = Node(type, "");
        schema.Insert(0, "$schema", Dialect);
        return schema;
    }

    private static JsonObject Node(Type type, string name)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var info = StrictJson.Options.GetTypeInfo(bare);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Members(info),
            JsonTypeInfoKind.Enumerable => new JsonObject
            {
                ["type"] = "array", ["items"] = Node(info.ElementType!, ""),
            },
            _ => Value(bare, name),
        };
    }

    private static JsonObject Members(JsonTypeInfo info)
    {
        var members = new JsonObject();
        foreach (var member in info.Properties)
        {
            members[member.Name] = Node(member.PropertyType, member.Name);
        }

        var required = info.Properties.Where(p => p.IsRequired).Select(p => (JsonNode)p.Name).ToArray();
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = members,
            ["required"] = new JsonArray(required),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Value(Type type, string name)
    {
        if (type.IsEnum)
        {
            return Words(Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
        }

        return name == "indicator" ? Words(Indicators.All.Select(i => i.Word)) : new JsonObject
        {
            ["type"] = Type.GetTypeCode(type) switch
            {
                TypeCode.Boolean => "boolean",
                TypeCode.Int32 or TypeCode.Int64 => "integer",
                TypeCode.Decimal => "number",
                _ => "string",
            },
        };
    }

    private static JsonObject Words(IEnumerable<string> words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };
}
