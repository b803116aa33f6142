using System.Globalization;
using FieldOps.Benchmarks.Filling;
using FieldOps.Benchmarks.Running;
using FieldOps.Domain.Assets;
using Npgsql;

namespace FieldOps.Benchmarks.Peers.Ef;

/// <summary>The peer <c>ef</c> as a process of its own, on a database with the same assets as ours.</summary>
internal sealed class EfUnderTest : IAsyncDisposable
{
    private const string Assembly = "FieldOps.Benchmarks.dll";

    private EfUnderTest(ServiceProcess process, string database) => (Process, Database) = (process, database);

    public ServiceProcess Process { get; }

    public string Database { get; }

    public static async Task<EfUnderTest> StartAsync(
        BenchRun run, int assets, EfFacts facts, CancellationToken cancellationToken)
    {
        var database = await run.Server.CreateDatabaseAsync("ef", cancellationToken);
        var address = ServiceProcess.FreeAddress();
        var service = ServiceProcess.Start(
            Assembly, address, EfService.CommandName,
            "--service-database", database,
            "--deadlines", Text(facts.Deadlines),
            "--audits", Text(facts.Audits),
            "--audit-characters", Text(facts.AuditCharacters));
        try
        {
            await service.ReadyAsync("/health/ready", TimeSpan.FromMinutes(1), cancellationToken);
            await FillAsync(database, assets, cancellationToken);
            return new(service, database);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static async Task FillAsync(string database, int assets, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        await using (var copy = await connection.BeginBinaryImportAsync(
            """copy "Assets"("Id", "Tenant", "Code", "AssetClass", "Region") from stdin (format binary)""",
            cancellationToken))
        {
            for (var n = 0; n < assets; n++)
            {
                var code = LogFiller.FreshCode(n);
                await copy.WriteRowAsync(
                    cancellationToken, AssetIds.Of(LifeTokens.Tenant, code), LifeTokens.Tenant, code, "station-b",
                        "Bench");
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using var analyze = source.CreateCommand("analyze");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
