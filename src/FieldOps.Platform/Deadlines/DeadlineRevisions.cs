using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace FieldOps.Platform.Deadlines;

/// <summary>
/// Makes the deadline rows of a type anew when this build's rules are younger than those that made them: an append
/// compares what today's rules want before and after it, and what they have always wanted is in neither. Works beside
/// the host, once for all processes; one that ends in the middle is followed by the next that starts.
/// </summary>
internal sealed partial class DeadlineRevisions(
    NpgsqlDataSource database, EntityCatalog catalog, EventCodec codec, ILogger<DeadlineRevisions> logger)
    : BackgroundService
{
    private const string Stored = "select type, revision from log.deadline_rules";

    private const string Store = """
        insert into log.deadline_rules(type, revision) values ($1, $2)
        on conflict (type) do update set revision = greatest(deadline_rules.revision, excluded.revision)
        """;

    // The lock is the session's: a process that dies leaves nothing locked.
    private const string TryLock = "select pg_try_advisory_lock(20014)";
    private const string Unlock = "select pg_advisory_unlock(20014)";

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(5);

    /// <summary>Completes when the rows of all types are by rules that are not older than this build's.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        while ((await StaleAsync(cancellationToken)).Count > 0 && !await TryRebuildAsync(cancellationToken))
        {
            await Task.Delay(s_lookAgain, TimeProvider.System, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EnsureAsync(stoppingToken);
                return;
            }
            // The host serves meanwhile: it is tried again.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(logger, failure);
                await Task.WhenAny(Task.Delay(s_lookAgain, TimeProvider.System, stoppingToken));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // False while another process is at it.
    private async Task<bool> TryRebuildAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand(TryLock, connection);
        if (await take.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        try
        {
            foreach (var definition in await StaleAsync(cancellationToken))
            {
                await RebuildAsync(definition, cancellationToken);
            }

            return true;
        }
        finally
        {
            await using var give = new NpgsqlCommand(Unlock, connection);
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task RebuildAsync(EntityDefinition definition, CancellationToken cancellationToken)
    {
        var rebuild = new DeadlineRebuild(database, catalog, codec);
        var done = await rebuild.RunAsync(progress: null, cancellationToken, definition.Type);
        await using var store = database.CreateCommand(Store);
        store.Parameters.Add(new() { Value = definition.Type });
        store.Parameters.Add(new() { Value = definition.DeadlineRevision });
        await store.ExecuteNonQueryAsync(cancellationToken);
        Rebuilt(logger, definition.Type, definition.DeadlineRevision, done.Entities, done.Changed);
    }

    // Rules that are younger than this build's belong to one that is being rolled out.
    private async Task<List<EntityDefinition>> StaleAsync(CancellationToken cancellationToken)
    {
        var stored = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(Stored);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            stored.Add(rows.GetString(0), rows.GetInt32(1));
        }

        return [.. catalog.All.Where(d => stored.GetValueOrDefault(d.Type, 1) < d.DeadlineRevision)];
    }

    [LoggerMessage(EventId = 1305, Level = LogLevel.Information, Message =
        "The deadlines of {Type} are by the rules of revision {Revision} now: {Entities} entities, {Changed} changed.")]
    private static partial void Rebuilt(ILogger logger, string type, int revision, long entities, long changed);

    [LoggerMessage(EventId = 1306, Level = LogLevel.Warning, Message =
        "Deadlines could not be made anew by this build's rules; tries again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
