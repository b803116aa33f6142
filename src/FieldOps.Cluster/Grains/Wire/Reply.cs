using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Cluster.Grains.Wire;

/// <summary>
/// An answer on its way back: refusals and unknown outcomes are values, for an exception may not arrive as itself.
/// </summary>
/// <param name="EntityType">The entity type that answered.</param>
/// <param name="Answer">Its answer.</param>
[Immutable, Alias("fieldops.Reply")]
public sealed record Reply(string EntityType, Answer Answer);

/// <summary>The wire form of <see cref="Reply"/>.</summary>
[GenerateSerializer, Alias("fieldops.ReplyWire")]
internal struct ReplyWire
{
    public const byte Accepted = 1;
    public const byte Refused = 2;
    public const byte Unknown = 3;

    // To a build that does not know it, as any kind that it does not know, it is unknown.
    public const byte Unread = 4;

    public const string UnreadEvent = "event";

    [Id(0)] public string EntityType;
    [Id(1)] public byte Kind;
    [Id(2)] public byte[]? View;
    [Id(3)] public int Version;
    [Id(4)] public long Position;
    [Id(5)] public bool Replayed;
    [Id(6)] public string? Text;
    [Id(7)] public Dictionary<string, string>? Facts;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class ReplyConverter(WireCodec codec) : IConverter<Reply, ReplyWire>
{
    public Reply ConvertFromSurrogate(in ReplyWire surrogate) => new(surrogate.EntityType, surrogate.Kind switch
    {
        ReplyWire.Accepted => new Answer.Accepted(
            codec.ReadView(surrogate.EntityType, surrogate.View!),
            surrogate.Version,
            surrogate.Position,
            surrogate.Replayed),
        ReplyWire.Refused => new Answer.Refused(
            new(surrogate.Text!, surrogate.Facts!.ToImmutableSortedDictionary(StringComparer.Ordinal)),
            surrogate.Version),
        ReplyWire.Unread => new Answer.Unknown(
            surrogate.Text ?? string.Empty, surrogate.Facts!.GetValueOrDefault(ReplyWire.UnreadEvent)),
        _ => new Answer.Unknown(surrogate.Text ?? string.Empty),
    });

    public ReplyWire ConvertToSurrogate(in Reply value) => value.Answer switch
    {
        Answer.Accepted accepted => new()
        {
            EntityType = value.EntityType,
            Kind = ReplyWire.Accepted,
            View = codec.WriteView(value.EntityType, accepted.View),
            Version = accepted.Version,
            Position = accepted.Position,
            Replayed = accepted.Replayed,
        },
        Answer.Refused refused => new()
        {
            EntityType = value.EntityType,
            Kind = ReplyWire.Refused,
            Version = refused.Version,
            Text = refused.Refusal.Code,
            Facts = new(refused.Refusal.Facts),
        },
        Answer.Unknown { Unread: { } unread } elsewhere => new()
        {
            EntityType = value.EntityType,
            Kind = ReplyWire.Unread,
            Text = elsewhere.Reason,
            Facts = new(StringComparer.Ordinal) { [ReplyWire.UnreadEvent] = unread },
        },
        Answer.Unknown unknown => new()
        {
            EntityType = value.EntityType, Kind = ReplyWire.Unknown, Text = unknown.Reason,
        },
        _ => throw new InvalidOperationException($"{value.Answer.GetType().Name} has no wire form."),
    };
}

/// <summary>Nobody changes it, so nobody needs a copy of their own.</summary>
[RegisterCopier]
internal sealed class ReplyCopier : IDeepCopier<Reply>
{
    public Reply DeepCopy(Reply input, CopyContext context) => input;
}
