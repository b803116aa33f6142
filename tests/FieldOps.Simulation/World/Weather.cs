using Npgsql;

namespace FieldOps.Simulation.World;

/// <summary>What is done to wake-ups behind the host's back, and a count of every storm.</summary>
internal sealed class Weather(Chance chance, NpgsqlDataSource database)
{
    // A row out of four: which ones is drawn by the database's own order of keys, the same in every run.
    private const string Lose = "delete from log.deadline where entity % 4 = {0}";

    private const string Double = """
        insert into log.deadline
        select entity, kind, due_at - interval '7 minutes', shard from log.deadline where entity % 4 = {0}
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
