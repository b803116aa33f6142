using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http.Health;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Feed;

/// <summary>A newer build writes beside this one: events of names that nothing here reads.</summary>
public sealed class NewerBuildTests : IAsyncLifetime
{
    private const string Unknown = "counter.doubled.v1";
    private const string Totals = "select coalesce(sum(total), 0) from counter_totals.total";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
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

    [Fact]
    public async Task Reactor_WhoseTargetIsNotReadHere_SaysSoAndGoesOnOnceItIsRead()
    {
        await using var platform = await StartedAsync(new Mirror());
        await AppendedToMirrorAsync(platform);

        await platform.AcceptedAsync(Key(50), new Add(3), "a");
        (await platform.TroubleAsync<TargetUnreadableException>("mirror")).Message.ShouldContain(Unknown);
        (await HealthAsync(platform)).ShouldBe(HealthStatus.Degraded);
        (await platform.Get<StuckItems>().OpenAsync("t1", 0, 10, default)).ShouldBeEmpty();

        await UpgradedAsync(platform);
        await platform.QuietAsync();
        (await MirroredAsync(platform)).ShouldBe(8);
        (await HealthAsync(platform)).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Reactor_WhoseTargetStaysUnread_LeavesStuckItemsAndGoesOnWithTheOthers()
    {
        await using var platform = await StartedAsync(new Mirror(), ("FieldOps:Feed:UnreadTargetSeconds", "1"));
        await AppendedToMirrorAsync(platform);
        await platform.AcceptedAsync(Key(50), new Add(3), "a");
        await platform.AcceptedAsync(Key(50), new Add(4), "b");
        await platform.AcceptedAsync(Key(51), new Add(1), "c");
        await platform.QuietAsync();

        var stuck = platform.Get<StuckItems>();
        var open = await stuck.OpenAsync("t1", 0, 10, default);
        open.Select(i => i.Code).ShouldBe([ReactorRun.TargetUnreadableCode, ReactorRun.TargetUnreadableCode]);
        (await HealthAsync(platform)).ShouldBe(HealthStatus.Healthy);
        (await stuck.RetryAsync("t1", open[0].Id, Actor.System, default)).ShouldBeOfType<Answer.Unknown>();

        await UpgradedAsync(platform);
        foreach (var item in open)
        {
            (await stuck.RetryAsync("t1", item.Id, Actor.System, default)).ShouldBeOfType<Answer.Accepted>();
        }

        (await MirroredAsync(platform)).ShouldBe(12);
    }

    [Fact]
    public async Task Deadline_OfWhatIsNotReadHere_KeepsNobodyElseAsleep()
    {
        await using (var platform = await StartedAsync(new Mirror()))
        {
            await platform.AcceptedAsync(Key(1), new Arm(Start.AddHours(1)), "one");
            await platform.AcceptedAsync(Key(2), new Arm(Start.AddHours(2)), "two");
            await platform.ScalarAsync<int>($"""
                with n as (update log.event set name = '{Unknown}' where id = '{Key(1).Id}' returning 1) select 1
                """);
        }

        await using var fresh = await StartedAsync(new Mirror());
        await fresh.Get<IClockDriver>().AdvanceAsync(Start.AddHours(3), default).WaitAsync(s_patience);

        var woken = await fresh.Entities.ReadAsync(Key(2), default);
        woken.View.ShouldBe(new CounterView(0, Rung: 1));
        (await fresh.ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(1);
    }

    private Task<PlatformUnderTest> StartedAsync(Reactor reactor, params (string Key, string Value)[] settings) =>
        StartAsync(
            _database,
            c =>
            {
                c.Projections.Add(new CounterTotals());
                c.Reactors.Add(reactor);
            },
            settings);

    // The mirror of the counter 50 begins with what only a newer build reads.
    private static Task AppendedToMirrorAsync(PlatformUnderTest platform) =>
        WrittenAsync(platform, Unknown, "{\"by\":5}", type: Mirror.TargetType);

    // As if this build had become the newer one.
    private static Task UpgradedAsync(PlatformUnderTest platform) => platform.ScalarAsync<int>($"""
        with n as (update log.event set name = 'counter.added.v2' where name = '{Unknown}' returning 1) select 1
        """);

    private static async Task<long> MirroredAsync(PlatformUnderTest platform) =>
        ((CounterView)(await platform.Entities.ReadAsync(Key(50, Mirror.TargetType), default)).View).Total;

    private static async Task<HealthStatus> HealthAsync(PlatformUnderTest platform) =>
        (await new ConsumersHealthCheck(platform.Get<FeedProgress>()).CheckHealthAsync(new())).Status;

    // As another process does, by the log's own function.
    private static async Task WrittenAsync(
        PlatformUnderTest platform, string name, string body, Guid? id = null, string type = CounterEntity.Name)
    {
        await using var command = platform.Database.CreateCommand("""
            select log.append(
                array['t1'], array[$4], array[$1], array[0::bigint], array[0], array[1],
                array[gen_random_uuid()], array[0::bigint], array['system||newer'], array['2024-01-01Z'::timestamptz],
                array[1], array[1], array[$2], array[$3], '{}'::int[], '{}'::text[], '{}'::timestamptz[],
                '{}'::int[], '{}'::text[], '{}'::timestamptz[], 16)
            """);
        command.Parameters.Add(new() { Value = id ?? Key(50).Id });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = body });
        command.Parameters.Add(new() { Value = type });
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Doubling : Reactor
    {
        public override string Name => "doubling";

        public override ImmutableHashSet<string> EventNames => [Unknown, "counter.added.v2"];

        public override IEnumerable<Reaction> React(RecordedEvent happened) => [];
    }
}
