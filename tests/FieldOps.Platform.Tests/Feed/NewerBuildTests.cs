using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Feed;

/// <summary>A newer build writes beside this one: events of names that nothing here reads.</summary>
public sealed class NewerBuildTests : IAsyncLifetime
{
    private const string Unknown = "counter.doubled.v1";
    private const string Totals = "select coalesce(sum(total), 0) from counter_totals.total";
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData(Unknown, "{}")]
    [InlineData("counter.armed.v1", "{\"dueAt\":\"one day\"}")]
    public async Task Event_ThatIsNotReadHere_HoldsUpNobodyWhoDoesNotAskForIt(string name, string body)
    {
        await using (var platform = await StartedAsync(new Mirror()))
        {
            await platform.AcceptedAsync(Key(1), new Add(1), "before");
            await WrittenAsync(platform, name, body);
            await WrittenAsync(platform, "counter.added.v2", "{\"by\":5}", Key(2).Id);
            await platform.AcceptedAsync(Key(1), new Add(1), "after");
            await platform.QuietAsync();
            (await platform.ScalarAsync<decimal>(Totals)).ShouldBe(14);
            await platform.ScalarAsync<int>("""
                with c as (update log.cursor set position = 0 returning 1),
                    gone as (delete from counter_totals.total returning 1)
                select 1
                """);
        }

        // From the database as from memory.
        await using var again = await StartedAsync(new Mirror());
        await again.QuietAsync();
        (await again.ScalarAsync<decimal>(Totals)).ShouldBe(14);
    }

    [Fact]
    public async Task Entity_ThatIsNotReadHere_IsAnsweredElsewhereAndTheOthersOfItsBatchHere()
    {
        await using var platform = await StartedAsync(new Mirror());
        await WrittenAsync(platform, Unknown, "{}");

        var answers = await Task.WhenAll(Enumerable.Range(40, 20).Select(
            n => platform.Entities.AskAsync(Key(n), new Add(1), By($"a{n}", expected: n == 50 ? 1 : 0), default)));

        answers[10].ShouldBeOfType<Answer.Unknown>().Reason.ShouldContain(Unknown);
        answers.OfType<Answer.Accepted>().Count().ShouldBe(19);
        await Should.ThrowAsync<EntityUnreachableException>(platform.Entities.ReadAsync(Key(50), default));
    }

    [Theory]
    [InlineData(Unknown, "{}")]
    [InlineData("counter.added.v2", "{\"by\":\"much\"}")]
    public async Task Consumer_OfWhatIsNotReadHere_StandsStillAndSaysSo(string name, string body)
    {
        await using var platform = await StartedAsync(new Doubling());
        await WrittenAsync(platform, name, body);

        (await platform.TroubleAsync<UnreadableEventException>("doubling")).Name.ShouldBe(name);
        await Should.ThrowAsync<UnreadableEventException>(platform.Get<LogReader>().ReadAsync(0, 10, [name], default));
        var check = new ReplayCheck(platform.Database, platform.Get<EntityCatalog>(), platform.Get<EventCodec>());
        (await check.RunAsync(1, long.MaxValue, null, default)).Differences.Single().Code
            .ShouldBe("replay.event-unreadable");
    }

    private Task<PlatformUnderTest> StartedAsync(Reactor reactor) => StartAsync(_database, c =>
    {
        c.Projections.Add(new CounterTotals());
        c.Reactors.Add(reactor);
    });

    // As another process does, by the log's own function.
    private static async Task WrittenAsync(PlatformUnderTest platform, string name, string body, Guid? id = null)
    {
        await using var command = platform.Database.CreateCommand("""
            select log.append(
                array['t1'], array['counter'], array[$1], array[0::bigint], array[0], array[1],
                array[gen_random_uuid()], array[0::bigint], array['system||newer'], array['2024-01-01Z'::timestamptz],
                array[1], array[1], array[$2], array[$3], '{}'::int[], '{}'::text[], '{}'::timestamptz[],
                '{}'::int[], '{}'::text[], '{}'::timestamptz[], 16)
            """);
        command.Parameters.Add(new() { Value = id ?? Key(50).Id });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = body });
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Doubling : Reactor
    {
        public override string Name => "doubling";

        public override ImmutableHashSet<string> EventNames => [Unknown, "counter.added.v2"];

        public override IEnumerable<Reaction> React(RecordedEvent happened) => [];
    }
}
