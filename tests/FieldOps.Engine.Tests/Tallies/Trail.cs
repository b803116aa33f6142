using System.Collections.Immutable;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Engine.Tests.Tallies;

/// <summary>A projection that would show an event taken twice, passed over, or out of its entity's order.</summary>
internal sealed class Trail : Projection
{
    public override string Name => "trail";

    public override int Revision => 1;

    public override ImmutableHashSet<string> EventNames => ["tally.added.v1", "tally.rang.v1"];

    public override string Ddl => """
        create table step(
            type text, id uuid, seen bigint generated always as identity, version int, name text, total bigint)
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var happened in batch)
        {
            await using var command = new NpgsqlCommand(
                "insert into step(type, id, version, name, total) values ($1, $2, $3, $4, $5)", connection);
            command.Parameters.Add(new() { Value = happened.Key.Type });
            command.Parameters.Add(new() { Value = happened.Key.Id });
            command.Parameters.Add(new() { Value = happened.Version });
            command.Parameters.Add(new() { Value = happened.Name });
            command.Parameters.Add(new() { Value = (long)((happened.Body as Added)?.By ?? 0) });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override Projection Fresh() => new Trail();
}
