using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Names of streams and of their provider; they are in grain ids and in the membership of subscriptions.
/// </summary>
internal static class StreamNames
{
    /// <summary>The provider over the event log.</summary>
    public const string Provider = "log";

    /// <summary>One stream a partition of the log: what the reactors of tickets and orders read.</summary>
    public const string FaultTickets = "fault-tickets";

    /// <summary>One stream a partition of the log: what feeds the contractors' months.</summary>
    public const string ContractorOutcomes = "contractor-outcomes";

    /// <summary>The namespace of a stream; names stay when the code's own words change.</summary>
    public static string Of(FeedStream stream) => stream switch
    {
        FeedStream.FaultTickets => FaultTickets,
        FeedStream.ContractorOutcomes => ContractorOutcomes,
        _ => throw new ArgumentOutOfRangeException(nameof(stream), stream, message: null),
    };

    /// <summary>The key of a partition's stream, which is also the key of the grain that reads it.</summary>
    public static string KeyOf(int partition) =>
        partition.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The partition of a key.</summary>
    public static int PartitionOf(string key) =>
        int.Parse(key, System.Globalization.CultureInfo.InvariantCulture);
}
