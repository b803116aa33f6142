using Npgsql;

namespace FieldOps.Simulation.World;

/// <summary>What is done to wake-ups behind the host's back, and a count of every storm.</summary>
internal sealed class Weather(Chance chance, NpgsqlDataSource database)
{
    // A row out of four, by the entity's id: the same ones whatever the log's small ids are in this run.
    private const string Lose = """
        delete from log.deadline d using log.head h
        where h.entity = d.entity and get_byte(uuid_send(h.id), 15) % 4 = {0}
        """;

    private const string Double = """
        insert into log.deadline
        select d.entity, d.kind, d.due_at - interval '7 minutes', d.shard
        from log.deadline d join log.head h using (entity) where get_byte(uuid_send(h.id), 15) % 4 = {0}
        on conflict do nothing
        """;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private bool _lost;

    public IReadOnlyDictionary<string, int> Counts => _counts;

    public void Count(string storm) => _counts[storm] = _counts.GetValueOrDefault(storm) + 1;

    /// <summary>Now and then wake-ups vanish, or others are added that nobody wants.</summary>
    public async Task LoseWakeUpsAsync()
    {
        if (chance.Of(6))
        {
            _lost = true;
            Count("wake-ups lost");
            await RunAsync(Lose);
        }
        else if (chance.Of(6))
        {
            Count("wake-ups doubled");
            await RunAsync(Double);
        }
    }

    /// <summary>After some time somebody notices.</summary>
    public async Task FindWakeUpsAsync(SimulatedHost host)
    {
        if (_lost && chance.Of(40))
        {
            await FindAllWakeUpsAsync(host);
        }
    }

    /// <summary>Brings back what was lost.</summary>
    public async Task FindAllWakeUpsAsync(SimulatedHost host)
    {
        if (_lost)
        {
            _lost = false;
            await host.RebuildDeadlinesAsync();
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var command = database.CreateCommand(
            sql.Replace("{0}", $"{chance.Between(0, 3)}", StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync();
    }
}
