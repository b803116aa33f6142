using System.CommandLine;
using FieldOps.Benchmarks.Running;
using FieldOps.Cluster.Storage;
using FieldOps.Platform.Migrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Hosting;

namespace FieldOps.Cluster.Benchmarks.Peers;

/// <summary>
/// The peer <c>adonet-state</c>: one silo with AdoNet grain storage behind the same HTTP request, one write a call.
/// </summary>
internal static class AdoNetStateService
{
    public const string CommandName = "adonet-state";
    public const string Storage = "tickets";

    private static readonly Option<string> s_database = new("--database") { Required = true };
    private static readonly Option<string> s_urls = new("--urls") { Required = true };

    public static Command Command()
    {
        var command = new Command(CommandName, "runs the peer") { s_database, s_urls };
        command.Hidden = true;
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(s_database)!, parsed.GetValue(s_urls)!, ct));
        return command;
    }

    private static async Task<int> RunAsync(string database, string urls, CancellationToken cancellationToken)
    {
        await using (var source = NpgsqlDataSource.Create(database))
        {
            await new Migrator(source, OrleansSchema.Migrations).MigrateAsync(cancellationToken);
        }

        var address = new NpgsqlConnectionStringBuilder(database) { SearchPath = OrleansSchema.Name };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls);
        builder.UseOrleans(silo => silo.UseLocalhostClustering(
                ServiceProcess.FreeAddress().Port, ServiceProcess.FreeAddress().Port)
            .AddAdoNetGrainStorage(Storage, o =>
            {
                o.Invariant = "Npgsql";
                o.ConnectionString = address.ConnectionString;
            }));
        var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/api/v1/tickets", RaiseAsync);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task<IResult> RaiseAsync(HttpContext context, FaultBody body, IGrainFactory grains)
    {
        var repeats = await grains.GetGrain<ITicketGrain>(body.AssetCode).RaiseAsync(new TicketState
        {
            AssetCode = body.AssetCode,
            Severity = body.Severity,
            ProbableCause = body.ProbableCause,
            Description = body.Description,
            OccurredAt = body.OccurredAt,
            RaisedAt = TimeProvider.System.GetUtcNow(),
            CommandId = context.Request.Headers["Idempotency-Key"].ToString(),
        });
        return Results.Created((string?)null, new { body.AssetCode, repeats });
    }

    private sealed record FaultBody(
        string AssetCode, string Severity, string ProbableCause, string Description, DateTimeOffset OccurredAt);
}
