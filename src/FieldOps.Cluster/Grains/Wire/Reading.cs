namespace FieldOps.Cluster.Grains.Wire;

/// <summary>An entity's state at one version, on its way to somebody who reads it.</summary>
/// <param name="EntityType">The entity type.</param>
/// <param name="State">The domain state.</param>
/// <param name="Version">Number of events so far; 0 when it never existed.</param>
[Immutable, Alias("fieldops.Reading")]
public sealed record Reading(string EntityType, object State, int Version);

/// <summary>The wire form of <see cref="Reading"/>.</summary>
[GenerateSerializer, Alias("fieldops.ReadingWire")]
internal struct ReadingWire
{
    [Id(0)] public string EntityType;
    [Id(1)] public byte[] State;
    [Id(2)] public int Version;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class ReadingConverter(WireCodec codec) : IConverter<Reading, ReadingWire>
{
    public Reading ConvertFromSurrogate(in ReadingWire surrogate) => new(
        surrogate.EntityType, codec.ReadState(surrogate.EntityType, surrogate.State), surrogate.Version);

    public ReadingWire ConvertToSurrogate(in Reading value) => new()
    {
        EntityType = value.EntityType,
        State = codec.WriteState(value.EntityType, value.State),
        Version = value.Version,
    };
}

/// <summary>Nobody changes it, so nobody needs a copy of their own.</summary>
[RegisterCopier]
internal sealed class ReadingCopier : IDeepCopier<Reading>
{
    public Reading DeepCopy(Reading input, CopyContext context) => input;
}
