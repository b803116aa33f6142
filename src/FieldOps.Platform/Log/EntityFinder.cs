using FieldOps.Domain.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Log;

/// <summary>
/// Finds the entity of an id whose type is not known, in the log itself: no entity needs to be in memory for it.
/// Searches are gathered.
/// </summary>
public sealed class EntityFinder : IAsyncDisposable
{
    private const int BatchMax = 256;
    private const int QueueMax = 8_192;

    private const string Types = """
        select k.ord::int, h.type from unnest($1, $2) with ordinality k(tenant, id, ord)
        join log.head h on h.id = k.id and h.tenant = k.tenant
        """;

    private readonly NpgsqlDataSource _database;
    private readonly Gatherer<(string Tenant, Guid Id), IReadOnlyList<string>> _gatherer;

    /// <summary>Searches one log.</summary>
    public EntityFinder(NpgsqlDataSource database)
    {
        _database = database;
        _gatherer = new("log.find", RunAsync, search => search, _ => 1, BatchMax, QueueMax);
    }

    /// <summary>The first of some types under which the id exists; null when it does under none.</summary>
    public async Task<EntityKey?> FindAsync(
        string tenant, Guid id, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var found = await _gatherer.AskAsync((tenant, id), cancellationToken);
        return types.FirstOrDefault(found.Contains) is { } type ? new EntityKey(tenant, type, id) : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _gatherer.DisposeAsync();

    private async Task RunAsync(
        IReadOnlyList<Gatherer<(string Tenant, Guid Id), IReadOnlyList<string>>.Waiting> batch,
        CancellationToken cancellationToken)
    {
        var found = batch.Select(_ => new List<string>(1)).ToArray();
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Types, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. batch.Select(w => w.Request.Tenant)],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        command.Parameters.Add(new NpgsqlParameter<Guid[]>
        {
            TypedValue = [.. batch.Select(w => w.Request.Id)],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        });
        await command.PrepareAsync(cancellationToken);
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                found[rows.GetInt32(0) - 1].Add(rows.GetString(1));
            }
        }

        for (var i = 0; i < found.Length; i++)
        {
            batch[i].Settle(found[i]);
        }
    }
}
