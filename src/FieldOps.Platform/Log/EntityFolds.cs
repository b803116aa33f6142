using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Log;

/// <summary>An entity folded from its events alone, no snapshot used.</summary>
/// <param name="Head">As the head table had it when the fold began.</param>
/// <param name="Definition">Null when today's code has no such entity type.</param>
/// <param name="State">Null without a definition, or when an event cannot be read.</param>
/// <param name="Events">Events found.</param>
/// <param name="LastVersion">Version of the last event.</param>
/// <param name="Gaps">Places where versions do not follow one another.</param>
/// <param name="Unreadable">Stored name of the first event that no code reads.</param>
internal sealed record FoldedEntity(
    EntityHead Head,
    EntityDefinition? Definition,
    object? State,
    int Events,
    int LastVersion,
    int Gaps,
    string? Unreadable);

/// <summary>Walks over all entities of the log in pages and folds each from zero.</summary>
internal sealed class EntityFolds(NpgsqlDataSource database, EntityCatalog catalog, EventCodec codec)
{
    /// <summary>Entities in one page: their states are in memory together.</summary>
    public const int PageMax = 200;

    private const string Heads = """
        select entity, tenant, type, id, version from log.head
        where entity > $1 and ($3::text is null or type = $3) order by entity limit $2
        """;

    // Versions beyond the head's are commits made since the page was read: another walk's business.
    private const string Events = """
        select k.ord, e.version, e.name, e.body
        from unnest($1, $2) with ordinality k(entity, version, ord)
        join log.event e on e.entity = k.entity and e.version <= k.version
        order by k.ord, e.version
        """;

    private const string Count = "select count(*) from log.head where $1::text is null or type = $1";

    /// <summary>How many there are, of one type where one is named.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken, string? type = null)
    {
        await using var command = database.CreateCommand(Count);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = type });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The next page of entities after a small id, of one type where one is named; empty at the end.</summary>
    public async Task<List<EntityHead>> HeadsAsync(
        long after, CancellationToken cancellationToken, string? type = null)
    {
        await using var command = database.CreateCommand(Heads);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = PageMax });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = type });
        var page = new List<EntityHead>(PageMax);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            page.Add(new(
                rows.GetInt64(0),
                new EntityKey(string.Intern(rows.GetString(1)), string.Intern(rows.GetString(2)), rows.GetGuid(3)),
                rows.GetInt32(4)));
        }

        return page;
    }

    /// <summary>Folds the entities; <paramref name="seen"/> is shown every state on the way.</summary>
    public async Task<List<FoldedEntity>> FoldAsync(
        IReadOnlyList<EntityHead> heads, Action<int, FoldedEntity>? seen, CancellationToken cancellationToken)
    {
        var folds = heads.Select(h => Start(h)).ToList();
        await using var command = database.CreateCommand(Events);
        Add(command, NpgsqlDbType.Bigint, heads.Select(h => h.Entity).ToArray());
        Add(command, NpgsqlDbType.Integer, heads.Select(h => h.Version).ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var at = (int)rows.GetInt64(0) - 1;
            using var body = new Utf8Column(rows, 3);
            folds[at] = Step(folds[at], rows.GetInt32(1), rows.GetString(2), body.Text);
            seen?.Invoke(at, folds[at]);
        }

        return folds;
    }

    private FoldedEntity Start(EntityHead head)
    {
        var definition = catalog.All.FirstOrDefault(d => d.Type == head.Key.Type);
        return new(head, definition, definition?.InitialState, 0, 0, 0, null);
    }

    private FoldedEntity Step(FoldedEntity fold, int version, string name, ReadOnlySpan<byte> body)
    {
        var next = fold with
        {
            Events = fold.Events + 1,
            LastVersion = version,
            Gaps = fold.Gaps + (version == fold.LastVersion + 1 ? 0 : 1),
        };
        if (fold.State is null)
        {
            return next;
        }

        try
        {
            return next with { State = fold.Definition!.Apply(fold.State, codec.Read(name, body).Body) };
        }
        catch (UnreadableEventException)
        {
            return next with { State = null, Unreadable = name };
        }
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });
}
