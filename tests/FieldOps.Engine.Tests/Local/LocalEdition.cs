using System.Globalization;
using FieldOps.Engine.Tests.Contract;
using FieldOps.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FieldOps.Engine.Tests.Local;

/// <summary>The single-node edition: the platform in one process, as its host composes it.</summary>
internal sealed class LocalEdition : IEngineEdition
{
    public async Task<IEngine> StartAsync(EngineSetup setup)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["FieldOps:Entities:EntitiesMax"] = Text(setup.EntitiesMax),
            ["FieldOps:Entities:QueuePerEntityMax"] = Text(setup.QueuePerEntityMax),
            ["FieldOps:Feed:InterleavingSeed"] = Text(setup.InterleavingSeed),
            ["FieldOps:Feed:LaggingPartitions"] = setup.LaggingPartitions ? "true" : "false",
            ["FieldOps:Feed:NodeName"] = setup.Node,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddPlatform(builder.Configuration, setup.ConnectionString, setup.Start);
        setup.Compose(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new LocalEngine(host);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
