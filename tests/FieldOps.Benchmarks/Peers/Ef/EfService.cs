using System.CommandLine;
using FieldOps.Platform.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace FieldOps.Benchmarks.Peers.Ef;

/// <summary>The peer <c>ef</c>: ASP.NET Core minimal API, EF Core and Npgsql, in a process of its own.</summary>
internal static class EfService
{
    public const string CommandName = "serve-ef";

    // Every caller of the load has a connection of its own.
    private const int PoolMax = 64;

    private static readonly Option<string> s_urls = new("--urls") { Required = true };
    private static readonly Option<string> s_database = new("--service-database") { Required = true };
    private static readonly Option<int> s_deadlines = new("--deadlines") { Required = true };
    private static readonly Option<int> s_audits = new("--audits") { Required = true };
    private static readonly Option<int> s_auditCharacters = new("--audit-characters") { Required = true };

    public static Command Command()
    {
        var command = new Command(CommandName, "Serves the plain EF Core peer until it is ended.")
        {
            s_urls, s_database, s_deadlines, s_audits, s_auditCharacters,
        };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(s_urls)!,
            parsed.GetValue(s_database)!,
            new EfFacts(
                parsed.GetValue(s_deadlines), parsed.GetValue(s_audits), parsed.GetValue(s_auditCharacters)),
            cancellationToken));
        return command;
    }

    private static async Task RunAsync(
        string urls, string database, EfFacts facts, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls);
        builder.Services.ConfigureHttpJsonOptions(json => PlatformJson.Apply(json.SerializerOptions));
        builder.Services.AddDbContextPool<EfContext>(o => o.UseNpgsql(Address(database)));
        builder.Services.AddSingleton(new EfIntake(facts));
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/api/v1/tickets", (HttpRequest r, EfTicketBody b, EfContext d, EfIntake i) => i.OneAsync(r, b, d));
        app.MapPost(
            "/api/v1/tickets:batch", (HttpRequest r, EfBatchBody b, EfContext d, EfIntake i) => i.BatchAsync(r, b, d));
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<EfContext>().Database.EnsureCreatedAsync(cancellationToken);
        }

        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static string Address(string database) => new NpgsqlConnectionStringBuilder(database)
    {
        MaxPoolSize = PoolMax, MaxAutoPrepare = 100, AutoPrepareMinUsages = 3, ApplicationName = "peer-ef",
    }.ConnectionString;
}
