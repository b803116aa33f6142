using System.Diagnostics.Metrics;
using FieldOps.Cluster.Streams;

namespace FieldOps.Cluster.Tests.Streams;

/// <summary>What an operator's meter shows of streams that are parked.</summary>
internal sealed class ParkedMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _value;

    public ParkedMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StreamMetrics.MeterName && instrument.Name == "fieldops.streams.parked")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, change, _, _) => Interlocked.Add(ref _value, change));
        _listener.Start();
    }

    public int Value => Volatile.Read(ref _value);

    public void Dispose() => _listener.Dispose();
}
