using System.Text;

namespace FieldOps.Testing;

/// <summary>A message of protocol buffers, read by field numbers: enough to look into OTLP.</summary>
public sealed class Protobuf(ReadOnlyMemory<byte> bytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    public string Text => Encoding.UTF8.GetString(bytes.Span);

    public string Hex => Convert.ToHexString(bytes.Span);

    /// <summary>Every message or string with this field number, along a path of numbers.</summary>
    public IEnumerable<Protobuf> All(params int[] path)
    {
        IEnumerable<Protobuf> found = [this];
        foreach (var number in path)
        {
            found = found.SelectMany(m => m.Fields().Where(f => f.Number == number).Select(f => f.Value));
        }

        return found;
    }

    private List<(int Number, Protobuf Value)> Fields()
    {
        var fields = new List<(int, Protobuf)>();
        var at = 0;
        while (at < bytes.Length)
        {
            var tag = ReadVarint(ref at);
            var length = (tag & 7) switch
            {
                Fixed64 => 8,
                Fixed32 => 4,
                Bytes => (int)ReadVarint(ref at),
                Varint => VarintLength(at),
                var kind => throw new InvalidDataException($"wire type {kind}"),
            };
            fields.Add(((int)(tag >> 3), new Protobuf(bytes.Slice(at, length))));
            at += length;
        }

        return fields;
    }

    private int VarintLength(int at)
    {
        var from = at;
        ReadVarint(ref at);
        return at - from;
    }

    private ulong ReadVarint(ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes.Span[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
