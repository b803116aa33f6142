using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Log;

/// <summary>
/// Folds every entity from its first event and compares the result with head versions and snapshots. Works beside a
/// live host: an entity is judged at the version that it had when it was looked at.
/// </summary>
public sealed class ReplayCheck(NpgsqlDataSource database, EntityCatalog catalog, EventCodec codec)
{
    private const string Snapshots = """
        select entity, version, fingerprint, state from log.snapshot where entity = any($1)
        """;

    private const string Ends = """
        select (select position from log.state), coalesce((select max(position) from log.event), 0)
        """;

    private const string EntitiesBetween = """
        select distinct entity from log.event where position between $1 and $2
        """;

    private readonly EntityFolds _folds = new(database, catalog, codec);
    private readonly List<ReplayDifference> _differences = [];
    private long _differenceCount;
    private long _entities;
    private long _events;
    private long _snapshots;

    /// <summary>Checks all entities, or those with an event between two positions.</summary>
    /// <param name="from">First position, inclusive.</param>
    /// <param name="to">Last position, inclusive.</param>
    /// <param name="progress">Told entities done and entities in all.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<ReplayReport> RunAsync(
        long from, long to, IProgress<(long Done, long All)>? progress, CancellationToken cancellationToken)
    {
        await CompareEndsAsync(cancellationToken);
        var wanted = from <= 1 && to == long.MaxValue ? null : await BetweenAsync(from, to, cancellationToken);
        var all = await _folds.CountAsync(cancellationToken);
        long after = 0, done = 0;
        while (await _folds.HeadsAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            await CheckAsync(
                wanted is null ? page : [.. page.Where(h => wanted.Contains(h.Entity))], cancellationToken);
            after = page[^1].Entity;
            done += page.Count;
            progress?.Report((done, Math.Max(all, done)));
        }

        return new(_entities, _events, _snapshots, [.. _differences], _differenceCount);
    }

    private async Task CheckAsync(List<EntityHead> page, CancellationToken cancellationToken)
    {
        if (page.Count == 0)
        {
            return;
        }

        var snapshots = await SnapshotsAsync(page, cancellationToken);
        var folded = await _folds.FoldAsync(
            page,
            (at, fold) =>
            {
                if (snapshots.TryGetValue(page[at].Entity, out var s) && s.Version == fold.LastVersion)
                {
                    Compare(fold, s);
                }
            },
            cancellationToken);
        foreach (var fold in folded)
        {
            Judge(fold);
            if (snapshots.TryGetValue(fold.Head.Entity, out var s) && s.Version > fold.Head.Version)
            {
                await JudgeAheadAsync(fold, s, cancellationToken);
            }
        }
    }

    private void Judge(FoldedEntity fold)
    {
        _entities++;
        _events += fold.Events;
        var head = fold.Head;
        if (fold.Definition is null)
        {
            Differs(head, "replay.type-unknown", "no code knows this entity type", "没有代码认识该实体类型");
        }
        else if (fold.Unreadable is { } name)
        {
            Differs(head, "replay.event-unreadable", $"no code reads the event {name}", $"没有代码能读取事件 {name}");
        }

        if (fold.Gaps > 0)
        {
            Differs(
                head, "replay.version-gap", $"its versions have {Text(fold.Gaps)} gaps",
                $"其版本号有 {Text(fold.Gaps)} 处断档");
        }

        if (fold.LastVersion != head.Version || fold.Events != head.Version)
        {
            Differs(
                head,
                "replay.version-differs",
                $"its head says version {Text(head.Version)}, its {Text(fold.Events)} events end at "
                    + Text(fold.LastVersion),
                $"登记版本为 {Text(head.Version)}，而其 {Text(fold.Events)} 个事件止于 {Text(fold.LastVersion)}");
        }
    }

    private void Compare(FoldedEntity fold, Snapshot snapshot)
    {
        if (fold.State is null || snapshot.Fingerprint != SnapshotForm.FingerprintOf(fold.Definition!))
        {
            return;
        }

        _snapshots++;
        var kept = SnapshotForm.Read(fold.Definition!, Encoding.UTF8.GetBytes(snapshot.State));
        if (kept is null || !JsonNode.DeepEquals(NodeOf(fold, fold.State), NodeOf(fold, kept)))
        {
            Differs(
                fold.Head,
                "replay.snapshot-differs",
                $"its snapshot at version {Text(snapshot.Version)} is not what its events give",
                $"其版本 {Text(snapshot.Version)} 的快照与事件推演结果不一致");
        }
    }

    private static JsonNode? NodeOf(FoldedEntity fold, object state) =>
        JsonSerializer.SerializeToNode(state, fold.Definition!.StateType, PlatformJson.Options);

    // The snapshot may be of a commit made since the page was read; only one beyond today's head is wrong.
    private async Task JudgeAheadAsync(FoldedEntity fold, Snapshot snapshot, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select version from log.head where entity = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = fold.Head.Entity });
        if ((int)(await command.ExecuteScalarAsync(cancellationToken))! < snapshot.Version)
        {
            Differs(
                fold.Head,
                "replay.snapshot-ahead",
                $"its snapshot is of version {Text(snapshot.Version)}, which it never had",
                $"其快照为版本 {Text(snapshot.Version)}，但该实体从未到达此版本");
        }
    }

    // One statement sees one moment: the state row and the last event are of the same commit.
    private async Task CompareEndsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Ends);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var (said, found) = (row.GetInt64(0), row.GetInt64(1));
        if (said != found)
        {
            Differs(
                null,
                "replay.position-differs",
                $"the log says that it ends at {Text(said)}, its last event is {Text(found)}",
                $"日志登记的末位为 {Text(said)}，而最后一个事件为 {Text(found)}");
        }
    }

    private async Task<HashSet<long>> BetweenAsync(long from, long to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(EntitiesBetween);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        var found = new HashSet<long>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(rows.GetInt64(0));
        }

        return found;
    }

    private async Task<Dictionary<long, Snapshot>> SnapshotsAsync(
        List<EntityHead> page, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Snapshots);
        command.Parameters.Add(new NpgsqlParameter<long[]>
        {
            TypedValue = [.. page.Select(h => h.Entity)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        });
        var found = new Dictionary<long, Snapshot>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(rows.GetInt64(0), new(rows.GetInt32(1), rows.GetString(2), rows.GetString(3)));
        }

        return found;
    }

    private void Differs(EntityHead? head, string code, string english, string chinese)
    {
        _differenceCount++;
        if (_differences.Count < ReplayReport.KeptMax)
        {
            _differences.Add(new(head, code, english, chinese));
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Snapshot(int Version, string Fingerprint, string State);
}
