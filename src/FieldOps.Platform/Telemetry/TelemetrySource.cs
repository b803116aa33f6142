namespace FieldOps.Platform.Telemetry;

/// <summary>Names under which an engine or a library traces and measures, to be exported with our own.</summary>
/// <param name="Activities">Sources of spans; <c>*</c> at the end stands for any rest.</param>
/// <param name="Meters">Meters.</param>
public sealed record TelemetrySource(string[] Activities, string[] Meters);
