using System.Text.Json;
using System.Text.Json.Serialization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Serialization;

/// <summary>Reads pinned parts of equal text as one object.</summary>
/// <param name="plain">The dialect without this factory: what is in a pinned part is read by it.</param>
internal sealed class PinnedConverterFactory(JsonSerializerOptions plain) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(IPinned));

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(PinnedConverter<>).MakeGenericType(typeToConvert), plain)!;
}
