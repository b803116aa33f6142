namespace FieldOps.Domain.Kernel;

/// <summary>
/// A part of a state as snapshots keep it: bytes instead of JSON. Only the build that wrote a snapshot reads it, so the
/// bytes may change with any build.
/// </summary>
public abstract class SnapshotPack
{
    private protected SnapshotPack()
    {
    }

    /// <summary>The type that is packed, wherever it stands in the state.</summary>
    public abstract Type PartType { get; }
}

/// <summary>The typed form that packs are written in.</summary>
/// <typeparam name="TPart">What is packed; what is read equals what was written.</typeparam>
public abstract class SnapshotPack<TPart> : SnapshotPack
{
    /// <inheritdoc/>
    public sealed override Type PartType => typeof(TPart);

    /// <summary>Writes the part.</summary>
    public abstract void Write(BinaryWriter to, TPart part);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bytes end too early.</exception>
    public abstract TPart Read(ReadOnlySpan<byte> pack);
}
