using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Entities;

public sealed class LocalEntitiesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Ask_NewEntity_AnswersAfterCommitWithViewVersionAndPosition()
    {
        await using var platform = await StartAsync(_database);

        var answer = await platform.AcceptedAsync(Key(1), new Add(5), "a");

        answer.ShouldBe(new Answer.Accepted(new CounterView(5, 0), 1, 1));
        (await platform.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(1);
    }

    [Fact]
    public async Task Ask_SameCommandIdTwice_GivesFirstAnswerAndRecordsOnce()
    {
        await using var platform = await StartAsync(_database);
        var first = await platform.AcceptedAsync(Key(1), new Add(5), "a");
        await platform.AcceptedAsync(Key(1), new Add(7), "b");

        var again = await platform.AcceptedAsync(Key(1), new Add(5), "a");

        again.ShouldBe(first with { Replayed = true });
        (await platform.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(2);
    }

    [Fact]
    public async Task Ask_SameCommandIdWhereStateWouldNowRefuse_StillGivesFirstAnswer()
    {
        await using var platform = await StartAsync(_database);
        var first = await platform.AcceptedAsync(Key(1), new Add((int)CounterEntity.Max), "a");

        var again = await platform.AcceptedAsync(Key(1), new Add((int)CounterEntity.Max), "a");

        again.ShouldBe(first with { Replayed = true });
    }

    [Fact]
    public async Task Ask_SameCommandIdWithOtherBody_IsRefused()
    {
        await using var platform = await StartAsync(_database);
        await platform.Entities.AskAsync(Key(1), new Add(5), By("a", hash: 1), default);

        var other = await platform.Entities.AskAsync(Key(1), new Add(6), By("a", hash: 2), default);

        other.ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe(PlatformRefusals.CommandIdReused);
    }

    [Fact]
    public async Task Ask_Refused_RecordsNothingAndIsDecidedAgain()
    {
        await using var platform = await StartAsync(_database);
        await platform.AcceptedAsync(Key(1), new Add((int)CounterEntity.Max), "a");

        var refused = await platform.Entities.AskAsync(Key(1), new Add(1), By("b"), default);
        await platform.AcceptedAsync(Key(1), new Add(-10), "c");
        var later = await platform.Entities.AskAsync(Key(1), new Add(1), By("b"), default);

        refused.ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe(CounterEntity.TooMuch);
        later.ShouldBeOfType<Answer.Accepted>();
    }

    [Fact]
    public async Task Ask_StaleVersion_IsRefusedWithBothVersions()
    {
        await using var platform = await StartAsync(_database);
        await platform.AcceptedAsync(Key(1), new Add(1), "a");
        await platform.AcceptedAsync(Key(1), new Add(1), "b");

        var stale = await platform.Entities.AskAsync(Key(1), new Add(1), By("c", expected: 1), default);

        var refusal = stale.ShouldBeOfType<Answer.Refused>().Refusal;
        refusal.Code.ShouldBe(PlatformRefusals.VersionStale);
        refusal.Facts["current"].ShouldBe("2");
    }

    [Fact]
    public async Task Ask_ManyCallersOnOneEntity_EveryOneCountsOnce()
    {
        await using var platform = await StartAsync(_database);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(n => platform.AcceptedAsync(Key(1), new Add(1), $"c{n}")));

        var read = await platform.Entities.ReadAsync(Key(1), default);
        read.View.ShouldBe(new CounterView(300, 0));
        read.Version.ShouldBe(300);
    }

    [Fact]
    public async Task Ask_TwoHostsOnOneEntity_LoserReloadsAndNothingIsLost()
    {
        await using var one = await StartAsync(_database);
        await using var two = await StartAsync(_database);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            var host = n % 2 == 0 ? one : two;
            Answer answer;
            do
            {
                answer = await host.Entities.AskAsync(Key(1), new Add(1), By($"c{n}"), default);
            }
            while (answer is Answer.Unknown);

            answer.ShouldBeOfType<Answer.Accepted>();
        }));

        (await one.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(200);
        (await one.ScalarAsync<long>("select count(distinct version) from log.event")).ShouldBe(200);
    }

    [Fact]
    public async Task Ask_MoreEntitiesThanFit_EvictsAndReloadsThem()
    {
        await using var platform = await StartAsync(
            _database, settings: [("FieldOps:Entities:EntitiesMax", "100")]);
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 400).Select(
                n => platform.AcceptedAsync(Key(n), new Add(1), $"{round}/{n}")));
        }

        for (var n = 0; n < 400; n++)
        {
            (await platform.Entities.ReadAsync(Key(n), default)).View.ShouldBe(new CounterView(3, 0));
        }

        platform.Get<IEntities>().ShouldBeOfType<LocalEntities>().Count.ShouldBeLessThanOrEqualTo(107);
    }

    [Fact]
    public async Task Ask_EntitiesThatAreLarge_AsManyFewerStay()
    {
        await using var platform = await StartAsync(
            _database, settings: [("FieldOps:Entities:EntitiesMax", "100")]);
        for (var n = 0; n < 60; n++)
        {
            await platform.AcceptedAsync(Key(n), new Add(CounterEntity.Large), $"large/{n}");
        }

        platform.Get<IEntities>().ShouldBeOfType<LocalEntities>().Count.ShouldBeLessThanOrEqualTo(
            100 / CounterEntity.LargeWeight);
        for (var n = 0; n < 60; n++)
        {
            (await platform.Entities.ReadAsync(Key(n), default)).View.ShouldBe(new CounterView(CounterEntity.Large, 0));
        }

        // They make room for many small ones again.
        for (var n = 100; n < 200; n++)
        {
            await platform.AcceptedAsync(Key(n), new Add(1), $"small/{n}");
        }

        platform.Get<IEntities>().ShouldBeOfType<LocalEntities>().Count.ShouldBeGreaterThan(80);
    }

    [Fact]
    public async Task Read_AfterSnapshot_EqualsReplayFromZero()
    {
        await using (var writer = await StartAsync(_database))
        {
            for (var n = 0; n < SnapshotWriter.EveryEvents + 30; n++)
            {
                await writer.AcceptedAsync(Key(1), new Add(n), $"s{n}");
            }
        }

        await using var reader = await StartAsync(_database);
        var loaded = await reader.Get<EntityLoader>().LoadAsync(Key(1), yields: false, default);

        loaded.SnapshotVersion.ShouldBe(SnapshotWriter.EveryEvents);
        loaded.Version.ShouldBe(SnapshotWriter.EveryEvents + 29);
        ((CounterState)loaded.State).Total.ShouldBe((await FromZeroAsync(reader, loaded)).Total);
    }

    [Theory]
    [InlineData(SnapshotWriter.EveryEvents + 10, SnapshotWriter.EveryEvents)]
    [InlineData(SnapshotWriter.EveryEvents, SnapshotWriter.EveryEvents)]
    [InlineData(SnapshotWriter.EveryEvents - 1, 0)]
    public async Task Read_AtAnEarlierVersion_BeginsAtASnapshotThatIsNotYounger(int version, int snapshot)
    {
        await using (var writer = await StartAsync(_database))
        {
            for (var n = 1; n <= SnapshotWriter.EveryEvents + 30; n++)
            {
                await writer.AcceptedAsync(Key(1), new Add(n), $"s{n}");
            }
        }

        await using var reader = await StartAsync(_database);
        var entity = await reader.ScalarAsync<long>("select entity from log.head");
        var then = await reader.Get<EntityLoader>().LoadAtAsync(Key(1), entity, version, default);

        (then.Version, then.SnapshotVersion).ShouldBe((version, snapshot));
        ((CounterState)then.State).Total.ShouldBe((await FromZeroAsync(reader, then)).Total);
        // Who asks again long afterwards has the answer of then, made from the same snapshot.
        var again = await reader.AcceptedAsync(Key(1), new Add(version), $"s{version}");
        again.Version.ShouldBe(version);
        again.View.ShouldBe(new CounterView(version * (version + 1L) / 2, 0));
    }

    [Fact]
    public async Task Read_SnapshotOfOtherCode_IsNotUsed()
    {
        await using (var writer = await StartAsync(_database))
        {
            for (var n = 0; n < SnapshotWriter.EveryEvents; n++)
            {
                await writer.AcceptedAsync(Key(1), new Add(1), $"s{n}");
            }
        }

        await using var reader = await StartAsync(_database);
        await reader.ScalarAsync<int>(
            "with u as (update log.snapshot set fingerprint = 'other', state = '{\"total\":-1}' returning 1) select 1");

        var read = await reader.Entities.ReadAsync(Key(1), default);

        read.View.ShouldBe(new CounterView(SnapshotWriter.EveryEvents, 0));
    }

    [Fact]
    public async Task Read_SnapshotThatCannotBeRead_IsPassedOver()
    {
        await using (var writer = await StartAsync(_database))
        {
            for (var n = 0; n < SnapshotWriter.EveryEvents; n++)
            {
                await writer.AcceptedAsync(Key(1), new Add(1), $"s{n}");
            }
        }

        await using var reader = await StartAsync(_database);
        var entity = await reader.ScalarAsync<long>(
            "with u as (update log.snapshot set state = '{\"total\":' returning entity) select entity from u");

        var loader = reader.Get<EntityLoader>();
        var now = await loader.LoadAsync(Key(1), yields: false, default);
        var then = await loader.LoadAtAsync(Key(1), entity, SnapshotWriter.EveryEvents, default);

        foreach (var loaded in new[] { now, then })
        {
            (loaded.Version, loaded.SnapshotVersion).ShouldBe((SnapshotWriter.EveryEvents, 0));
            ((CounterState)loaded.State).Total.ShouldBe(SnapshotWriter.EveryEvents);
        }
    }

    [Fact]
    public async Task Read_EventOfOldVersion_IsUpcast()
    {
        await using var platform = await StartAsync(_database);
        await platform.AcceptedAsync(Key(1), new Add(1), "a");
        await platform.ScalarAsync<int>("""
            with u as (update log.event set name = 'counter.added.v1', body = '{"amount":41}' returning 1) select 1
            """);
        await platform.AcceptedAsync(Key(2), new Add(1), "b");
        await using var fresh = await StartAsync(_database);

        var read = await fresh.Entities.ReadAsync(Key(1), default);

        read.View.ShouldBe(new CounterView(41, 0));
    }

    private static async Task<CounterState> FromZeroAsync(PlatformUnderTest platform, LoadedEntity loaded)
    {
        var folds = new EntityFolds(platform.Database, platform.Get<EntityCatalog>(), platform.Get<EventCodec>());
        var folded = await folds.FoldAsync([new(loaded.Entity, Key(1), loaded.Version)], seen: null, default);
        return folded.ShouldHaveSingleItem().State.ShouldBeOfType<CounterState>();
    }
}
