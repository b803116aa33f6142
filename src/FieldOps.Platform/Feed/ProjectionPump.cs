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
    public static string Opening(string schema) =>
        $"""begin; set local synchronous_commit = off; set local search_path = "{schema}", public""";

    protected override async Task TakeAsync(
        List<RecordedEvent> batch, CursorMove move, CancellationToken cancellationToken)
    {
        await using var connection = await Services.Database.OpenConnectionAsync(cancellationToken);
        await RunAsync(connection, Opening(projection.Name), cancellationToken);
        try
        {
            // First the cursor: whoever rebuilds holds it, and is waited for here, before any table is touched.
            await Services.Cursors.MoveAsync(Name, move.From, move.To, connection, cancellationToken);
            await CheckRevisionAsync(connection, cancellationToken);
            await projection.ApplyAsync(batch, connection, cancellationToken);
            await RunAsync(connection, "commit", cancellationToken);
        }
        catch
        {
            await connection.CloseAsync();
            throw;
        }

        Stored(move.To);
        Services.Boards.Post(Name, batch, move.To.Min());
    }

    // Rows of another revision are another build's: during a rolling upgrade both run.
    private async Task CheckRevisionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select revision from log.projection where name = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        if (await command.ExecuteScalarAsync(cancellationToken) is int revision && revision != projection.Revision)
        {
            _isOutdated = revision > projection.Revision;
            throw new CursorLostException(
                Name, $"its rows are of revision {revision}, which this build does not write");
        }
    }

    protected override void Forget() => projection.Forget();

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
