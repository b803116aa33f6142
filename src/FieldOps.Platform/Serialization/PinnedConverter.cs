using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FieldOps.Platform.Serialization;

/// <summary>
/// Knows the texts that it has read: one that comes again is scanned, and no second object is made of it. Memory is
/// bounded: once too many are known all are forgotten, and it begins anew.
/// </summary>
/// <param name="plain">Reads what is not known yet, and writes.</param>
internal sealed class PinnedConverter<T>(JsonSerializerOptions plain) : JsonConverter<T>
    where T : class
{
    /// <summary>Texts that are known at once: some kilobytes each.</summary>
    public const int KnownMax = 4_096;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_text;

    private readonly ConcurrentDictionary<byte[], T> _known = new(new ByteComparer());

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        var text = t_text ??= new ArrayBufferWriter<byte>(2_048);
        text.ResetWrittenCount();
        if (!Scan(ref reader, text))
        {
            reader = start;
            return JsonSerializer.Deserialize<T>(ref reader, plain);
        }

        var known = _known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (known.TryGetValue(text.WrittenSpan, out var same))
        {
            return same;
        }

        var key = text.WrittenSpan.ToArray();
        var read = JsonSerializer.Deserialize<T>(ref start, plain);
        return read is null ? null : Remember(key, read);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, plain);

    private T Remember(byte[] text, T read)
    {
        if (_known.Count >= KnownMax)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(text, read);
    }

    // The tokens as they are written, each with its kind and length: two texts of equal tokens say the same.
    private static bool Scan(ref Utf8JsonReader reader, ArrayBufferWriter<byte> text)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        do
        {
            if (!reader.Read() || reader.HasValueSequence)
            {
                return false;
            }

            var value = reader.ValueSpan;
            var head = text.GetSpan(1 + sizeof(int));
            head[0] = (byte)reader.TokenType;
            MemoryMarshal.Write(head[1..], value.Length);
            text.Advance(1 + sizeof(int));
            text.Write(value);
        }
        while (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth != depth);
        return true;
    }

    private sealed class ByteComparer
        : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());
    }
}
