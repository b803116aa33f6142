using FieldOps.Platform;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FieldOps.Cli.Hosting;

/// <summary>The one place where the command line meets the host's composition.</summary>
internal static class HostComposition
{
    /// <summary>The host, built and not started.</summary>
    public static WebApplication Build(string connectionString, int port, DateTimeOffset? simulatedFrom)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddPlatform(builder.Configuration, connectionString, simulatedFrom);
        builder.Services.AddPlatformHttp(builder.Configuration);
        var app = builder.Build();
        app.UsePlatformHttp();
        app.MapPlatformHttp();
        return app;
    }
}
