using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using FieldOps.Platform.Serialization;

namespace FieldOps.Platform.Config;

/// <summary>
/// Reads what people and other systems write: request bodies and policy documents. Unknown, missing, null and doubled
/// members are faults, each with its path.
/// </summary>
public static class StrictJson
{
    /// <summary>Documents nest less deep than this; deeper ones are malformed.</summary>
    public const int DepthMax = 32;

    /// <summary>The dialect of <see cref="PlatformJson"/>, read strictly.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Reads a document, or tells all that is wrong with it.</summary>
    public static StrictJsonResult<T> Read<T>(ReadOnlySpan<byte> utf8)
        where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(utf8, Options);
            return value is null
                ? new StrictJsonResult<T>(null, null, [new JsonFault("$", "null", "object")])
                : HolesIn<T>(utf8) is { IsEmpty: false } holes
                    ? new StrictJsonResult<T>(null, null, holes)
                    : new StrictJsonResult<T>(value, null, []);
        }
        catch (JsonException exception)
        {
            return Explain<T>(utf8, exception);
        }
    }

    // A null in a list of objects would be met by the first rule that looks at it.
    private static ImmutableArray<JsonFault> HolesIn<T>(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("null"u8) < 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = DepthMax });
        return
        [
            .. new JsonFaultFinder(Options).Find(document.RootElement, typeof(T))
                .Where(f => f.Path.EndsWith(']')),
        ];
    }

    private static StrictJsonResult<T> Explain<T>(ReadOnlySpan<byte> utf8, JsonException exception)
        where T : class
    {
        if (SyntaxErrorOf(utf8) is { } syntax)
        {
            return new StrictJsonResult<T>(null, syntax, []);
        }

        using var document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = DepthMax });
        var faults = new JsonFaultFinder(Options).Find(document.RootElement, typeof(T));
        return new StrictJsonResult<T>(
            null, null, faults.IsEmpty ? [new JsonFault(exception.Path ?? "$", "wrong-value")] : faults);
    }

    private static JsonSyntaxError? SyntaxErrorOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
        try
        {
            while (reader.Read())
            {
                // Strings hold their own errors: bytes that are not UTF-8, halves of a surrogate pair.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }

            return null;
        }
        catch (JsonException exception)
        {
            return new JsonSyntaxError((exception.LineNumber ?? 0) + 1, (exception.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            return new JsonSyntaxError(1, reader.TokenStartIndex + 1);
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General);
        options.Converters.Add(new InstantJsonConverter());
        PlatformJson.Apply(options);
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = DepthMax;
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

/// <summary>Where a document stops being JSON.</summary>
/// <param name="Line">1 for the first.</param>
/// <param name="Byte">Byte in the line, 1 for the first.</param>
public sealed record JsonSyntaxError(long Line, long Byte);

/// <summary>A document, or what is wrong with it.</summary>
/// <param name="Value">Null when anything is wrong.</param>
/// <param name="Syntax">Not null when the text is no JSON.</param>
/// <param name="Faults">All that is wrong with well-formed JSON.</param>
public sealed record StrictJsonResult<T>(T? Value, JsonSyntaxError? Syntax, ImmutableArray<JsonFault> Faults)
    where T : class;
