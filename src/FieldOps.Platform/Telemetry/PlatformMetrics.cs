using System.Diagnostics.Metrics;

namespace FieldOps.Platform.Telemetry;

/// <summary>The platform's own measures, under the meter <c>FieldOps.Platform</c>.</summary>
public static class PlatformMetrics
{
    /// <summary>Meter name, for exporters.</summary>
    public const string MeterName = "FieldOps.Platform";

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_events = s_meter.CreateCounter<long>("fieldops.log.events", "{event}");
    private static readonly Histogram<int> s_batch = s_meter.CreateHistogram<int>("fieldops.log.batch", "{append}");
    private static readonly Counter<long> s_fired =
        s_meter.CreateCounter<long>("fieldops.deadlines.fired", "{deadline}");
    private static readonly Histogram<double> s_late =
        s_meter.CreateHistogram<double>("fieldops.deadlines.lateness", "s");
    private static readonly Counter<long> s_stuck = s_meter.CreateCounter<long>("fieldops.reactors.stuck", "{item}");
    private static readonly UpDownCounter<int> s_standing = s_meter.CreateUpDownCounter<int>(
        "fieldops.reactors.standing", "{target}", "Targets that only a newer build reads and commands wait for");

    internal static void Appended(int appends, int events)
    {
        s_batch.Record(appends);
        s_events.Add(events);
    }

    internal static void Fired(int deadlines) => s_fired.Add(deadlines);

    internal static void FiredLate(TimeSpan late) => s_late.Record(Math.Max(0, late.TotalSeconds));

    internal static void Standing(string reactor, int change) =>
        s_standing.Add(change, new KeyValuePair<string, object?>("reactor", reactor));

    internal static void Stuck(string reactor) => s_stuck.Add(1, new KeyValuePair<string, object?>("reactor", reactor));
}
