using System.Diagnostics.Metrics;

namespace FieldOps.Cluster.Streams;

/// <summary>Measures of the streams, under the meter <c>FieldOps.Cluster</c>.</summary>
internal static class StreamMetrics
{
    /// <summary>Meter name, for exporters.</summary>
    public const string MeterName = "FieldOps.Cluster";

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_failed =
        s_meter.CreateCounter<long>("fieldops.streams.delivery_failed", "{item}");

    private static readonly Counter<long> s_reread =
        s_meter.CreateCounter<long>("fieldops.streams.reread", "{slice}", "Slices read from the log, not the stream");

    private static readonly UpDownCounter<int> s_parked =
        s_meter.CreateUpDownCounter<int>("fieldops.streams.parked", "{stream}", "Streams that wait for a decision");

    private static readonly Counter<long> s_bulletins =
        s_meter.CreateCounter<long>("fieldops.boards.told", "{board}", "News of boards put on their streams");

    public static void Bulletin(int boards) => s_bulletins.Add(boards);

    public static void DeliveryFailed(string stream) => s_failed.Add(1, Tag("stream", stream));

    public static void Reread(string reactor) => s_reread.Add(1, Tag("reactor", reactor));

    public static void Parked(string reactor, int change) => s_parked.Add(change, Tag("reactor", reactor));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
