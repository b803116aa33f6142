using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FieldOps.Platform.Telemetry;

/// <summary>The names under which the product traces and measures.</summary>
public static class FieldOpsTelemetry
{
    /// <summary>Name of the product's source of spans and of its meter.</summary>
    public const string Name = "FieldOps";

    /// <summary>Spans of the product's own.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Measures of the product's own: <c>fieldops.WORD.WORD</c>, unit last.</summary>
    public static Meter Meter { get; } = new(Name);
}
