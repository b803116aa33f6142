using System.Collections.Immutable;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Platform.Tests.Counters;

/// <summary>A projection that would show every event taken twice, or passed over.</summary>
internal sealed class CounterTotals(int revision = 1) : Projection
{
    public override string Name => "counter_totals";

    public override int Revision => revision;

    public override ImmutableHashSet<string> EventNames => ["counter.added.v2"];

    public override string Ddl => "create table total(tenant text, id uuid, total bigint, primary key (tenant, id))";

    public Func<int, bool> FailsAt { get; init; } = _ => false;

    private int _batches;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var counter in batch.GroupBy(e => e.Key).OrderBy(g => g.Key.Id))
        {
            await using var command = new NpgsqlCommand("""
                insert into total values ($1, $2, $3)
                on conflict (tenant, id) do update set total = total.total + excluded.total
                """, connection);
            command.Parameters.Add(new() { Value = counter.Key.Tenant });
            command.Parameters.Add(new() { Value = counter.Key.Id });
            command.Parameters.Add(new() { Value = counter.Sum(e => (long)((Added)e.Body).By) });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        if (FailsAt(++_batches))
        {
            throw new InvalidOperationException("planted");
        }
    }

    public override Projection Fresh() => new CounterTotals(revision);
}
