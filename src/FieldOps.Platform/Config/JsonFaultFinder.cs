using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FieldOps.Platform.Config;

/// <summary>
/// Compares a document with the type that it should have become; runs after reading has failed, and where a document
/// that was read holds a null.
/// </summary>
internal sealed class JsonFaultFinder(JsonSerializerOptions options)
{
    // Enough to repair a document by; a broken batch would repeat one mistake a thousand times.
    private const int FaultsMax = 20;

    private readonly ImmutableArray<JsonFault>.Builder _faults = ImmutableArray.CreateBuilder<JsonFault>();

    public ImmutableArray<JsonFault> Find(JsonElement root, Type type)
    {
        Visit(root, type, "$");
        return _faults.ToImmutable();
    }

    private void Visit(JsonElement element, Type type, string path)
    {
        if (_faults.Count >= FaultsMax)
        {
            return;
        }

        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                VisitObject(element, info, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                VisitItems(element, info.ElementType!, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                VisitEntries(element, info.ElementType!, path);
                break;
            default:
                VisitValue(element, info.Type, path);
                break;
        }
    }

    private void VisitObject(JsonElement element, JsonTypeInfo info, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _faults.Add(new JsonFault(path, "wrong-type", "object"));
            return;
        }

        var members = info.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in element.EnumerateObject())
        {
            var memberPath = $"{path}.{given.Name}";
            if (!seen.Add(given.Name))
            {
                _faults.Add(new JsonFault(memberPath, "doubled-member"));
            }
            else if (members.TryGetValue(given.Name, out var member))
            {
                VisitMember(given.Value, member, memberPath);
            }
            else
            {
                _faults.Add(new JsonFault(memberPath, "unknown-member"));
            }
        }

        foreach (var member in members.Values.Where(m => m.IsRequired && !seen.Contains(m.Name)))
        {
            _faults.Add(new JsonFault($"{path}.{member.Name}", "missing", WordFor(member.PropertyType)));
        }
    }

    private void VisitMember(JsonElement value, JsonPropertyInfo member, string path)
    {
        if (value.ValueKind != JsonValueKind.Null)
        {
            Visit(value, member.PropertyType, path);
            return;
        }

        var valueTypeWithoutNull =
            member.PropertyType.IsValueType && Nullable.GetUnderlyingType(member.PropertyType) is null;
        if (valueTypeWithoutNull || !member.IsSetNullable)
        {
            _faults.Add(new JsonFault(path, "null", WordFor(member.PropertyType)));
        }
    }

    private void VisitItems(JsonElement element, Type itemType, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            _faults.Add(new JsonFault(path, "wrong-type", "array"));
            return;
        }

        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            var itemPath = $"{path}[{index++}]";
            // No list of ours has holes; the reader lets them pass, for it does not know what lists may hold.
            if (item.ValueKind == JsonValueKind.Null && Nullable.GetUnderlyingType(itemType) is null)
            {
                _faults.Add(new JsonFault(itemPath, "null", WordFor(itemType)));
            }
            else
            {
                Visit(item, itemType, itemPath);
            }
        }
    }

    private void VisitEntries(JsonElement element, Type valueType, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _faults.Add(new JsonFault(path, "wrong-type", "object"));
            return;
        }

        foreach (var entry in element.EnumerateObject())
        {
            Visit(entry.Value, valueType, $"{path}.{entry.Name}");
        }
    }

    private void VisitValue(JsonElement element, Type type, string path)
    {
        try
        {
            element.Deserialize(type, options);
        }
        catch (JsonException)
        {
            _faults.Add(new JsonFault(path, FaultOf(element, type), WordFor(type)));
        }
    }

    private static string FaultOf(JsonElement element, Type type)
    {
        var wanted = WordFor(type) is "integer" or "number" ? JsonValueKind.Number
            : type == typeof(bool) ? JsonValueKind.True
            : JsonValueKind.String;
        return element.ValueKind == wanted ? "wrong-value" : "wrong-type";
    }

    private static string WordFor(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
        {
            var words = Enum.GetNames(bare).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);
            return "one of " + string.Join(", ", words);
        }

        return Type.GetTypeCode(bare) switch
        {
            TypeCode.Boolean => "true or false",
            TypeCode.Byte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "integer",
            TypeCode.Decimal or TypeCode.Double or TypeCode.Single => "number",
            TypeCode.String => "string",
            _ when bare == typeof(Guid) => "UUID",
            _ when bare == typeof(DateTimeOffset) => "ISO 8601 instant with offset",
            _ when bare == typeof(DateOnly) => "date yyyy-MM-dd",
            _ => "object or array",
        };
    }
}
