using System.Globalization;
using FieldOps.Cluster.Hosting;
using FieldOps.Host;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Http;
using Microsoft.Extensions.Logging.Console;

namespace FieldOps.Silo;

/// <summary>From the command line, the environment and the settings file to a host with a silo in it.</summary>
internal static class SiloStart
{
    /// <summary>The host's options, engine included, and the silo's own settings.</summary>
    /// <exception cref="HostRefusedException">Settings are wrong; all of them are named.</exception>
    public static (FieldOpsHostOptions Host, SiloOptions Silo) Read(string[] arguments)
    {
        var given = FieldOpsHostOptions.FromArguments(arguments);
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables().AddInMemoryCollection(given.Settings);
        SiloSettings.AddFile(configuration);
        var silo = SiloSettings.Read(configuration);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{silo.OwnHttpPort}");
        return (given with { Urls = given.Urls ?? configuration["urls"] ?? url, Engine = Engine(silo) }, silo);
    }

    /// <summary>
    /// With <c>--stop-with-input=true</c> the host stops when its standard input ends: a supervisor that dies, however
    /// it dies, leaves no silo behind.
    /// </summary>
    public static void StopWithInput(FieldOpsHostOptions options, FieldOpsHost host)
    {
        if (options.Settings.GetValueOrDefault("stop-with-input") == "true")
        {
            _ = StopAtEndAsync(host);
        }
    }

    private static async Task StopAtEndAsync(FieldOpsHost host)
    {
        await Console.OpenStandardInput().CopyToAsync(Stream.Null);
        await host.StopAsync();
    }

    private static Action<WebApplicationBuilder, string> Engine(SiloOptions silo) => (builder, database) =>
    {
        SiloSettings.AddFile(builder.Configuration);
        builder.Services.AddDrainLimit(TimeSpan.FromSeconds(silo.DrainSecondsMax));
        // Every placement of a grain is told at this level: a line for each entity that wakes.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(console =>
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffzzz ");
        builder.AddCluster(silo, database);
    };
}
