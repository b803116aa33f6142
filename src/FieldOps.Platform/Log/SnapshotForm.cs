using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;

namespace FieldOps.Platform.Log;

/// <summary>
/// A state as a snapshot keeps it: JSON, and in it, as base64, the parts that its definition packs. Read by the build
/// that wrote it alone.
/// </summary>
internal static class SnapshotForm
{
    private static readonly ConcurrentDictionary<Type, JsonSerializerOptions> s_options = [];

    /// <summary>
    /// The fingerprint of the code that folds an entity and of this form: the module versions of their assemblies,
    /// which a deterministic build changes with any change of its source. A snapshot of other code is not read.
    /// </summary>
    public static string FingerprintOf(EntityDefinition definition)
    {
        var (folds, writes) = (definition.GetType().Module, typeof(SnapshotForm).Module);
        return folds == writes
            ? folds.ModuleVersionId.ToString("N")
            : folds.ModuleVersionId.ToString("N") + writes.ModuleVersionId.ToString("N");
    }

    /// <summary>The text to keep.</summary>
    public static string Write(EntityDefinition definition, object state) =>
        JsonSerializer.Serialize(state, definition.StateType, OptionsOf(definition));

    /// <summary>The state of a text in UTF-8; null where it cannot be read.</summary>
    public static object? Read(EntityDefinition definition, ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, definition.StateType, OptionsOf(definition));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions OptionsOf(EntityDefinition definition) =>
        definition.SnapshotPacks.IsEmpty
            ? PlatformJson.Options
            : s_options.GetOrAdd(definition.GetType(), static (_, packs) => OptionsOf(packs), definition.SnapshotPacks);

    private static JsonSerializerOptions OptionsOf(IEnumerable<SnapshotPack> packs)
    {
        var options = new JsonSerializerOptions(PlatformJson.Options);
        foreach (var pack in packs)
        {
            options.Converters.Add((JsonConverter)Activator.CreateInstance(
                typeof(PackConverter<>).MakeGenericType(pack.PartType), pack)!);
        }

        options.MakeReadOnly();
        return options;
    }

    private sealed class PackConverter<TPart>(SnapshotPack<TPart> pack) : JsonConverter<TPart>
    {
        public override TPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return pack.Read(reader.GetBytesFromBase64());
            }
            catch (Exception broken) when (broken is ArgumentException or FormatException or IndexOutOfRangeException)
            {
                throw new JsonException("The packed part cannot be read.", broken);
            }
        }

        public override void Write(Utf8JsonWriter writer, TPart value, JsonSerializerOptions options)
        {
            using var bytes = new MemoryStream();
            using var to = new BinaryWriter(bytes);
            pack.Write(to, value);
            writer.WriteBase64StringValue(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
    }
}
