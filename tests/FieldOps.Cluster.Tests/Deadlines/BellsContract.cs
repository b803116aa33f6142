using FieldOps.Engine.Tests.Contract;
using FieldOps.Engine.Tests.Tallies;

namespace FieldOps.Cluster.Tests.Deadlines;

/// <summary>Tallies that are to ring at an instant of the machine's clock.</summary>
public abstract class BellsContract(IEngineEdition edition) : EngineContract(edition)
{
    // Far beyond a takeover and a reminder: a shard that stays away fails the test, a slow machine does not.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(100);

    private const string Rung = "select count(*) from log.event where name = 'tally.rang.v1'";

    private const string RungBeforeTheirTime = """
        select count(*) from log.event where name = 'tally.rang.v1'
        and recorded_at < (body::json->>'dueAt')::timestamptz
        """;

    protected async Task NoneRangEarlyAsync() => (await ScalarAsync<long>(RungBeforeTheirTime)).ShouldBe(0);

    protected static Task ArmAsync(EngineUnderTest engine, int count, TimeSpan ahead, string series)
    {
        // In whole milliseconds: a row keeps no finer instant, and the entity wants its own back.
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        var due = now + ahead;
        return Task.WhenAll(Enumerable.Range(0, count).Select(
            n => engine.AcceptedAsync(Key(n), new Arm(due.AddMilliseconds(n)), $"{series}{n}")));
    }

    protected async Task RungAsync(long count)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var timer = new PeriodicTimer(s_lookEvery);
        while (await ScalarAsync<long>(Rung) < count)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        (await ScalarAsync<long>(Rung)).ShouldBe(count);
    }
}
