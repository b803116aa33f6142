using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>What projections and reactors may rely on in every edition.</summary>
public abstract class ConsumerContract(IEngineEdition edition) : EngineContract(edition)
{
    private const string Disorder = """
        select count(*) from trail.step a join trail.step b using (type, id)
        where a.seen < b.seen and a.version >= b.version
        """;

    private const string Unlike = """
        select count(*) from
            (select type, id, version, name from log.event where name in ('tally.added.v1', 'tally.rang.v1')) e
            full join trail.step s using (type, id, version, name)
        where e.id is null or s.id is null
        """;

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, true)]
    [InlineData(42, true)]
    public async Task Consumers_OfOneEntity_SeeItsEventsOnceAndInOrder(int seed, bool lagging)
    {
        await using var engine = await StartAsync(s => With(
            s with { InterleavingSeed = seed, LaggingPartitions = lagging }, () => new Trail(), () => new Echo()));

        await LoadAsync(engine, 400, "a");
        await engine.QuietAsync();

        (await ScalarAsync<long>(Disorder)).ShouldBe(0);
        (await ScalarAsync<long>(Unlike)).ShouldBe(0);
        // Each tally's additions reach its echo in the order in which they happened.
        (await ScalarAsync<long>("""
            select count(*) from log.event t join log.event e on e.id = t.id and e.version = t.version
            where t.type = 'tally' and e.type = 'echo' and t.body <> e.body
            """)).ShouldBe(0);
        (await ScalarAsync<long>("select count(*) from log.event where type = 'echo'")).ShouldBe(400);
    }

    [Fact]
    public async Task Quiet_AfterAnAnswer_MeansThatEveryEffectIsVisible()
    {
        await using var engine = await StartAsync(s => With(
            s with { LaggingPartitions = true }, () => new Trail(), () => new Echo()));
        for (var n = 1; n <= 30; n++)
        {
            await engine.AcceptedAsync(Key(n % 5), new Add(1), $"c{n}");
            await engine.QuietAsync();

            (await ScalarAsync<long>("select count(*) from log.event where type = 'echo'")).ShouldBe(n);
            (await ScalarAsync<long>("select count(*) from trail.step")).ShouldBe(2 * n);
        }
    }

    [Fact]
    public async Task Quiet_AfterAnAnswerThatCameAtTheSecondAsking_MeansThatEveryEffectIsVisible()
    {
        await using var engine = await StartAsync(s => With(s, () => new Trail(), () => new Echo()));
        var replayed = 0;
        for (var n = 1; replayed < 2; n++)
        {
            n.ShouldBeLessThan(100, "no answer was ever lost after its commit");
            // Known to the engine, so that the next command is an append and nothing else.
            await engine.AcceptedAsync(Key(n), new Add(1), $"known{n}");
            await engine.QuietAsync();
            engine.Line.LoseAnswers();
            var lost = await engine.AskAsync(Key(n), new Add(1), $"lost{n}");
            engine.Line.Mend();
            var again = await engine.AcceptedAsync(Key(n), new Add(1), $"lost{n}");
            await engine.QuietAsync();

            lost.ShouldBeOfType<Answer.Unknown>();
            replayed += again.Replayed ? 1 : 0;
            (await ScalarAsync<long>("select count(*) from log.event where type = 'echo'")).ShouldBe(2 * n);
            (await ScalarAsync<long>("select count(*) from trail.step")).ShouldBe(4 * n);
        }
    }

    [Fact]
    public async Task Kill_BetweenEffectAndCursor_HasEveryEffectOnce()
    {
        EngineUnderTest? dying = null;
        var seen = 0;
        dying = await StartAsync(s => With(s, () => new Trail(), () => new Echo(_ =>
        {
            // In the middle of a batch: some effects are out, no cursor has moved.
            if (Interlocked.Increment(ref seen) == 60)
            {
                dying!.Line.Cut();
            }
        })));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(
            n => dying.AskDyingAsync(Key(n % 20), new Add(1), $"c{n}")));
        await dying.KillAsync();
        var done = await ScalarAsync<long>("select count(*) from log.event where type = 'tally'");

        await using var after = await StartAsync(s => With(s, () => new Trail(), () => new Echo()));
        await after.QuietAsync();

        (await ScalarAsync<long>("select count(*) from log.event where type = 'echo'")).ShouldBe(done);
        (await ScalarAsync<long>(Unlike)).ShouldBe(0);
        (await ScalarAsync<long>(Disorder)).ShouldBe(0);
        (await ScalarAsync<long>("select count(*) from log.stuck")).ShouldBe(0);
    }

    [Fact]
    public async Task Cursor_LostBehindItsEffects_IsCaughtUpWithoutASecondEffect()
    {
        await using (var before = await StartAsync(s => With(s, reactor: () => new Echo())))
        {
            await LoadAsync(before, 150, "a");
            await before.QuietAsync();
        }

        await TamperAsync("update log.cursor set position = 0 where consumer = 'echo'");
        await using var after = await StartAsync(s => With(s, reactor: () => new Echo()));
        await LoadAsync(after, 50, "b");
        await after.QuietAsync();

        (await ScalarAsync<long>("select count(*) from log.event where type = 'echo'")).ShouldBe(200);
    }

    [Fact]
    public async Task Database_GoneUnderLoad_ConsumersComeBackAndMissNothing()
    {
        await using var engine = await StartAsync(s => With(
            s with { LaggingPartitions = true }, () => new Trail(), () => new Echo()));
        var load = Task.WhenAll(Enumerable.Range(0, 300).Select(
            n => engine.AskUntilKnownAsync(Key(n % 20), new Add(1), $"c{n}")));
        for (var cut = 0; cut < 3; cut++)
        {
            await engine.AskUntilKnownAsync(Key(cut), new Add(1), $"before {cut}");
            engine.Line.Cut();
            await engine.AskDyingAsync(Key(cut), new Add(1), $"during {cut}");
            engine.Line.Mend();
            await engine.AskUntilKnownAsync(Key(cut), new Add(1), $"during {cut}");
        }

        await load;
        await engine.QuietAsync();

        (await ScalarAsync<long>("select count(*) from log.event where type = 'tally'")).ShouldBe(306);
        (await ScalarAsync<long>("select count(*) from log.event where type = 'echo'")).ShouldBe(306);
        (await ScalarAsync<long>(Unlike)).ShouldBe(0);
        (await ScalarAsync<long>(Disorder)).ShouldBe(0);
    }

    [Fact]
    public async Task Reactor_WhoseTargetRefuses_ShowsAStuckItemAtQuiet()
    {
        await using var engine = await StartAsync(s => With(s, reactor: () => new Echo()));
        await engine.AcceptedAsync(Key(1, TallyEntity.EchoName), new Add((int)TallyEntity.Max), "full");

        await engine.AcceptedAsync(Key(1), new Add(1), "a");
        await engine.QuietAsync();

        (await engine.Engine.StuckAsync("t1")).Single().Code.ShouldBe(TallyEntity.TooMuch);
        (await engine.Engine.StuckAsync("t2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task TwoEngines_OnOneLog_DeliverWhatEitherAccepted()
    {
        await using var one = await StartAsync(s => With(s, () => new Trail(), () => new Echo()));
        await using var two = await StartAsync(s => With(s with { Node = "two" }, () => new Trail(), () => new Echo()));

        await Task.WhenAll(LoadAsync(one, 100, "one"), LoadAsync(two, 100, "two"));
        await two.QuietAsync();
        await one.QuietAsync();

        (await ScalarAsync<long>("select count(*) from log.event where type = 'echo'")).ShouldBe(200);
        (await ScalarAsync<long>(Unlike)).ShouldBe(0);
        (await ScalarAsync<long>(Disorder)).ShouldBe(0);
    }

    private static Task LoadAsync(EngineUnderTest engine, int count, string series) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(async n =>
            (await engine.AskUntilKnownAsync(Key(n % 20), new Add(n), $"{series}{n}"))
                .ShouldBeOfType<Answer.Accepted>()));
}
