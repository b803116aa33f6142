using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace FieldOps.Domain.Kernel;

/// <summary>
/// Reads what a <see cref="BinaryWriter"/> has packed, where it lies in memory. What ends too early throws
/// <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
/// <param name="pack">The bytes.</param>
public ref struct PackReader(ReadOnlySpan<byte> pack)
{
    /// <summary>Stands for no instant.</summary>
    public const long None = long.MinValue;

    private const int GuidBytes = 16;
    private const byte MoreBit = 0x80;
    private const int BitsEach = 7;

    private ReadOnlySpan<byte> _left = pack;

    /// <summary>Reads one of many.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="from">Stands behind what was read, after it.</param>
    public delegate T One<out T>(ref PackReader from);

    /// <summary>Whether all is read.</summary>
    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>A byte that is 0 for false.</summary>
    public bool Flag() => Byte() != 0;

    /// <summary>Four bytes.</summary>
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

    /// <summary>UTF-8 behind its length.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>Sixteen bytes.</summary>
    public Guid Id() => new(Take(GuidBytes));

    /// <summary>Ticks, UTC.</summary>
    public DateTimeOffset Instant() => new(Ticks(), TimeSpan.Zero);

    /// <summary>Ticks, UTC; null for none.</summary>
    public DateTimeOffset? Maybe() => Ticks() is not None and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>As many as a number before them says.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">Reads one.</param>
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
