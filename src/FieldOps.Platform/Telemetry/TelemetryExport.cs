using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FieldOps.Platform.Telemetry;

/// <summary>Sends spans and measures to a collector when one is named; else does nothing at all.</summary>
internal sealed class TelemetryExport(IConfiguration configuration, IEnumerable<TelemetrySource> sources)
    : IHostedService, IDisposable
{
    /// <summary>The standard name by which a collector is given.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private TracerProvider? _traces;
    private MeterProvider? _measures;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(configuration[EndpointKey]))
        {
            return Task.CompletedTask;
        }

        // OTEL_SERVICE_NAME still wins: an installation may run several hosts.
        var resource = ResourceBuilder.CreateDefault().AddService(configuration["OTEL_SERVICE_NAME"] ?? "fieldops");

        _traces = Sdk.CreateTracerProviderBuilder()
            // The exporter's own standard settings come from wherever the host's come from, not from variables alone.
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddSource(FieldOpsTelemetry.Name, "Microsoft.AspNetCore", "Npgsql")
            .AddSource([.. sources.SelectMany(s => s.Activities)])
            .AddOtlpExporter()
            .Build();
        _measures = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(configuration))
            .SetResourceBuilder(resource)
            .AddMeter(
                FieldOpsTelemetry.Name,
                PlatformMetrics.MeterName,
                "Npgsql",
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Server.Kestrel",
                "System.Runtime")
            .AddMeter([.. sources.SelectMany(s => s.Meters)])
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _measures?.Dispose();
    }
}
