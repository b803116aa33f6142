using FieldOps.Domain.Kernel;

namespace FieldOps.Cluster.Grains.Wire;

/// <summary>
/// A command on its way to a grain. Inside one silo the command itself travels; between silos its wire name and its
/// JSON do, as with stored events. Who asks is in the request context.
/// </summary>
/// <param name="EntityType">The entity type that is asked.</param>
/// <param name="Command">The command.</param>
/// <param name="CommandId">The caller's own id of this wish.</param>
/// <param name="BodyHash">Fingerprint of what the caller sent; 0 for none.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when any will do.</param>
[Immutable, Alias("fieldops.Asking")]
public sealed record Asking(
    string EntityType, ICommand Command, Guid CommandId, long BodyHash = 0, int? ExpectedVersion = null);

/// <summary>The wire form of <see cref="Asking"/>.</summary>
[GenerateSerializer, Alias("fieldops.AskingWire")]
internal struct AskingWire
{
    [Id(0)] public string EntityType;
    [Id(1)] public string Name;
    [Id(2)] public byte[] Body;
    [Id(3)] public Guid CommandId;
    [Id(4)] public long BodyHash;
    [Id(5)] public int? ExpectedVersion;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class AskingConverter(WireCodec codec) : IConverter<Asking, AskingWire>
{
    public Asking ConvertFromSurrogate(in AskingWire surrogate) => new(
        surrogate.EntityType,
        codec.ReadCommand(surrogate.EntityType, surrogate.Name, surrogate.Body),
        surrogate.CommandId,
        surrogate.BodyHash,
        surrogate.ExpectedVersion);

    public AskingWire ConvertToSurrogate(in Asking value)
    {
        var (name, body) = codec.Write(value.EntityType, value.Command);
        return new()
        {
            EntityType = value.EntityType,
            Name = name,
            Body = body,
            CommandId = value.CommandId,
            BodyHash = value.BodyHash,
            ExpectedVersion = value.ExpectedVersion,
        };
    }
}

/// <summary>Nobody changes it, so nobody needs a copy of their own.</summary>
[RegisterCopier]
internal sealed class AskingCopier : IDeepCopier<Asking>
{
    public Asking DeepCopy(Asking input, CopyContext context) => input;
}
