using System.Collections.Immutable;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>Feeds one projection: rows and cursors in one transaction.</summary>
internal sealed class ProjectionPump(Projection projection, FeedServices services)
    : Consumer(projection.Name, services)
{
    private volatile bool _isOutdated;

    public override bool IsOutdated => _isOutdated;

    protected override ImmutableHashSet<string> EventNames => projection.EventNames;

    // The rows are derived and their cursor is in the same transaction: a commit lost with the server is done again.
    public static string Opening(string schema) => string.Join("; ", Openings(schema));

    protected override async Task TakeAsync(
        List<RecordedEvent> batch, CursorMove move, CancellationToken cancellationToken)
    {
        await using var connection = await Services.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await OpenAsync(move, connection, cancellationToken);
            await projection.ApplyAsync(batch, connection, cancellationToken);
            await using var commit = new NpgsqlCommand("commit", connection);
            await commit.ExecuteNonQueryAsync(cancellationToken);
        }
        catch
        {
            await connection.CloseAsync();
            throw;
        }

        Stored(move.To);
        Services.Boards.Post(Name, batch, move.To.Min());
    }

    // One journey to the server. First the cursor: whoever rebuilds holds it, and is waited for here, before any table
    // is touched. Rows of another revision are another build's: during a rolling upgrade both run.
    private async Task OpenAsync(CursorMove move, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var opening = new NpgsqlBatch(connection);
        foreach (var statement in Openings(Name))
        {
            opening.BatchCommands.Add(new(statement));
        }

        var moved = await Services.Cursors.AddMoveAsync(opening, Name, move.From, move.To, cancellationToken);
        var ours = new NpgsqlBatchCommand("select revision from log.projection where name = $1");
        ours.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        opening.BatchCommands.Add(ours);
        var found = await opening.ExecuteScalarAsync(cancellationToken);
        moved();
        if (found is int revision && revision != projection.Revision)
        {
            _isOutdated = revision > projection.Revision;
            throw new CursorLostException(
                Name, $"its rows are of revision {revision}, which this build does not write");
        }
    }

    protected override void Forget() => projection.Forget();

    private static string[] Openings(string schema) =>
    [
        "begin", "set local synchronous_commit = off", $"""set local search_path = "{schema}", public""",
    ];
}
