using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace FieldOps.Assessment.Recomputes;

/// <summary>Reads a pack where it lies in memory: a recompute reads a million of them.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> pack)
{
    /// <summary>Stands for no instant.</summary>
    public const long None = long.MinValue;

    private const int GuidBytes = 16;
    private const byte MoreBit = 0x80;
    private const int BitsEach = 7;

    private ReadOnlySpan<byte> _left = pack;

    /// <summary>Reads one of many.</summary>
    public delegate T One<out T>(ref PackReader from);

    public bool IsAtEnd => _left.IsEmpty;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>A number written in as many bytes as it needs.</summary>
    public int Count() => (int)Long();

    /// <summary>The same, of twice the size.</summary>
    public long Long()
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = Byte();
            value |= (ulong)(next & ~MoreBit) << shift;
            if ((next & MoreBit) == 0)
            {
                return (long)value;
            }

            shift += BitsEach;
        }
    }

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    public Guid Id() => new(Take(GuidBytes));

    public DateTimeOffset Instant() => new(Ticks(), TimeSpan.Zero);

    public DateTimeOffset? Maybe() => Ticks() is not None and var ticks ? new(ticks, TimeSpan.Zero) : null;

    public ImmutableArray<T> Many<T>(One<T> read)
    {
        var count = Count();
        if (count == 0)
        {
            return [];
        }

        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var i = 0; i < count; i++)
        {
            items.Add(read(ref this));
        }

        return items.MoveToImmutable();
    }

    private long Ticks() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
