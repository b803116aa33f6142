using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// A place in a stream: the log position up to which an item speaks, and the one up to which the item before it spoke.
/// A consumer whose own position lies before the latter has missed something, and reads the log itself.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("fieldops.log-position-token")]
internal sealed class LogPositionToken : StreamSequenceToken
{
    public LogPositionToken(long previous, long upTo) => (Previous, SequenceNumber) = (previous, upTo);

    /// <summary>Exclusive.</summary>
    [Id(0)]
    public long Previous { get; }

    /// <summary>Inclusive: up to where the item speaks.</summary>
    [Id(1)]
    public override long SequenceNumber { get; protected set; }

    /// <summary>Always 0: a position names one event, there is nothing to count within.</summary>
    [Id(2)]
    public override int EventIndex { get; protected set; }

    public override bool Equals(StreamSequenceToken? other) =>
        other is LogPositionToken token && token.SequenceNumber == SequenceNumber;

    public override bool Equals(object? obj) => Equals(obj as StreamSequenceToken);

    public override int GetHashCode() => SequenceNumber.GetHashCode();

    public override int CompareTo(StreamSequenceToken? other) =>
        other is null ? 1 : SequenceNumber.CompareTo(other.SequenceNumber);

    public override string ToString() => $"({Previous}, {SequenceNumber}]";
}
