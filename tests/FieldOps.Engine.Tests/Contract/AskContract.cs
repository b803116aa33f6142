using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>What asking an entity means in every edition.</summary>
public abstract class AskContract(IEngineEdition edition) : EngineContract(edition)
{
    [Fact]
    public async Task Ask_Accepted_IsInTheLogWhenAnswered()
    {
        await using var engine = await StartAsync();

        var answer = await engine.AcceptedAsync(Key(1), new Add(5), "a");

        answer.Version.ShouldBe(1);
        answer.View.ShouldBe(new TallyView(5, 0));
        (await ScalarAsync<long>("select max(position) from log.event")).ShouldBe(answer.Position);
    }

    [Fact]
    public async Task Ask_ManyCallersOfOneKey_AreDecidedOneAtATime()
    {
        const int Callers = 400;
        var decisions = new Decisions();
        await using var engine = await StartAsync(s => s with
        {
            Compose = services => services.AddSingleton<EntityDefinition>(
                new TallyEntity(TallyEntity.Name, decisions)),
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(
            n => engine.AcceptedAsync(Key(1), new Add(1), $"c{n}")));

        answers.Select(a => a.Version).Order().ShouldBe(Enumerable.Range(1, Callers));
        answers.ShouldAllBe(a => ((TallyView)a.View).Total == a.Version);
        decisions.Count.ShouldBe(Callers);
    }

    [Fact]
    public async Task Ask_SameId_GivesTheFirstAnswerWhateverHappenedSince()
    {
        await using var engine = await StartAsync();
        var first = await engine.AcceptedAsync(Key(1), new Add((int)TallyEntity.Max), "a");
        await engine.AcceptedAsync(Key(1), new Add(-7), "b");

        var again = await engine.AcceptedAsync(Key(1), new Add((int)TallyEntity.Max), "a");

        again.ShouldBe(first with { Replayed = true });
        (await ScalarAsync<long>("select count(*) from log.event")).ShouldBe(2);
    }

    [Fact]
    public async Task Ask_SameIdAfterRestartAndElsewhere_GivesTheFirstAnswer()
    {
        Answer.Accepted first;
        await using (var before = await StartAsync())
        {
            first = await before.AcceptedAsync(Key(1), new Add(5), "a");
            await before.AcceptedAsync(Key(1), new Add(6), "b");
        }

        await using var after = await StartAsync();
        await using var beside = await StartAsync(s => s with { Node = "two" });

        (await after.AcceptedAsync(Key(1), new Add(5), "a")).ShouldBe(first with { Replayed = true });
        (await beside.AcceptedAsync(Key(1), new Add(5), "a")).ShouldBe(first with { Replayed = true });
        (await after.ViewAsync(Key(1))).ShouldBe(new TallyView(11, 0));
    }

    [Fact]
    public async Task Ask_SameIdOtherBody_IsRefused()
    {
        await using var engine = await StartAsync();
        await engine.AskAsync(Key(1), new Add(5), "a", bodyHash: 1);

        var other = await engine.AskAsync(Key(1), new Add(6), "a", bodyHash: 2);

        other.ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe(PlatformRefusals.CommandIdReused);
        (await engine.ViewAsync(Key(1))).ShouldBe(new TallyView(5, 0));
    }

    [Fact]
    public async Task Ask_Refused_RecordsNothingAndIsDecidedAnew()
    {
        await using var engine = await StartAsync();
        await engine.AcceptedAsync(Key(1), new Add((int)TallyEntity.Max), "full");

        var refused = await engine.AskAsync(Key(1), new Add(1), "b");
        var events = await ScalarAsync<long>("select count(*) from log.event");
        await engine.AcceptedAsync(Key(1), new Add(-10), "room");
        var later = await engine.AskAsync(Key(1), new Add(1), "b");

        refused.ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe(TallyEntity.TooMuch);
        events.ShouldBe(1);
        later.ShouldBeOfType<Answer.Accepted>().Replayed.ShouldBeFalse();
    }

    [Fact]
    public async Task Ask_OfAnOlderVersion_IsStaleAndOfThePresentOneTaken()
    {
        await using var engine = await StartAsync();
        await engine.AcceptedAsync(Key(1), new Add(1), "a");
        await engine.AcceptedAsync(Key(1), new Add(1), "b");

        var stale = await engine.AskAsync(Key(1), new Add(1), "c", expected: 1);
        var present = await engine.AskAsync(Key(1), new Add(1), "c", expected: 2);
        var again = await engine.AskAsync(Key(1), new Add(1), "c", expected: 2);

        var refusal = stale.ShouldBeOfType<Answer.Refused>().Refusal;
        refusal.Code.ShouldBe(PlatformRefusals.VersionStale);
        (refusal.Facts["seen"], refusal.Facts["current"]).ShouldBe(("1", "2"));
        present.ShouldBeOfType<Answer.Accepted>().Version.ShouldBe(3);
        again.ShouldBeOfType<Answer.Accepted>().Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task Ask_TwoEnginesOnOneLog_NothingIsLostAndNothingDoubled()
    {
        const int Commands = 300;
        await using var one = await StartAsync();
        await using var two = await StartAsync(s => s with { Node = "two" });

        // Every third command is asked of both: whoever is second is given the first one's answer.
        await Task.WhenAll(Enumerable.Range(0, Commands).SelectMany(n =>
            (n % 3 == 0 ? [one, two] : new[] { n % 3 == 1 ? one : two })
            .Select(engine => engine.AcceptedAsync(Key(n % 2), new Add(1), $"c{n}"))));

        (await ScalarAsync<long>("select count(*) from log.event")).ShouldBe(Commands);
        (await ScalarAsync<long>("select count(distinct command) from log.event")).ShouldBe(Commands);
        (await ScalarAsync<long>("select sum(version) from log.head")).ShouldBe(Commands);
    }

    [Fact]
    public async Task Ask_MoreThanTheQueueHolds_AnswersOverloadedAndTakesTheRest()
    {
        const int Queue = 10;
        const int Callers = 25;
        await using var engine = await StartAsync(s => s with { QueuePerEntityMax = Queue });
        await engine.AcceptedAsync(Key(1), new Add(1), "warm");

        Task<Answer>[] asked;
        await using (var connection = await Database.DataSource.OpenConnectionAsync())
        {
            // With the log's lock held elsewhere nothing is answered, so that the queue fills to its limit.
            await using var held = await connection.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock(20011)", connection);
            await hold.ExecuteNonQueryAsync();
            asked = [.. Enumerable.Range(0, Callers).Select(n => engine.AskAsync(Key(1), new Add(1), $"c{n}"))];
            await Task.WhenAll((await OverloadedAsync(asked, Callers - Queue)).Cast<Task>());
        }

        var answers = await Task.WhenAll(asked);
        answers.OfType<Answer.Accepted>().Count().ShouldBe(Queue);
        answers.OfType<Answer.Refused>().ShouldAllBe(r => r.Refusal.Code == PlatformRefusals.Overloaded);
        for (var n = 0; n < Callers; n++)
        {
            await engine.AcceptedAsync(Key(1), new Add(1), $"c{n}");
        }

        (await engine.ViewAsync(Key(1))).ShouldBe(new TallyView(Callers + 1, 0));
    }

    [Fact]
    public async Task Ask_MoreEntitiesThanFitInMemory_NobodyNotices()
    {
        const int Entities = 400;
        const int Rounds = 3;
        await using var engine = await StartAsync(s => s with { EntitiesMax = 100 });
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Entities).Select(
                n => engine.AcceptedAsync(Key(n), new Add(n), $"{round}/{n}")));
            answers.ShouldAllBe(a => a.Version == round + 1);
        }

        for (var n = 0; n < Entities; n++)
        {
            (await engine.ViewAsync(Key(n))).ShouldBe(new TallyView((long)n * Rounds, 0));
        }
    }

    [Fact]
    public async Task Ask_WhileTheDatabaseIsAway_IsUnknownAndTheSameIdFindsOutLater()
    {
        await using var engine = await StartAsync();
        await engine.AcceptedAsync(Key(1), new Add(1), "a");

        engine.Line.Cut();
        var away = await engine.AskAsync(Key(1), new Add(1), "b");
        engine.Line.Mend();

        away.ShouldBeOfType<Answer.Unknown>();
        (await engine.AcceptedAsync(Key(1), new Add(1), "b")).View.ShouldBe(new TallyView(2, 0));
    }

    [Fact]
    public async Task Kill_UnderLoad_LosesNothingAcknowledgedAndRetriesDoubleNothing()
    {
        const int Commands = 600;
        var engine = await StartAsync();
        var asked = Enumerable.Range(0, Commands)
            .Select(n => engine.AskDyingAsync(Key(n % 40), new Add(1), $"c{n}")).ToArray();
        await Task.WhenAny(asked);
        await engine.KillAsync();
        var answers = await Task.WhenAll(asked);

        await using var after = await StartAsync();
        var again = await Task.WhenAll(Enumerable.Range(0, Commands).Select(
            n => after.AcceptedAsync(Key(n % 40), new Add(1), $"c{n}")));

        foreach (var (first, second) in answers.Zip(again))
        {
            if (first is Answer.Accepted acknowledged)
            {
                second.ShouldBe(acknowledged with { Replayed = true });
            }
        }

        answers.OfType<Answer.Accepted>().ShouldNotBeEmpty();
        (await ScalarAsync<long>("select count(*) from log.event")).ShouldBe(Commands);
        (await ScalarAsync<long>("select count(distinct command) from log.event")).ShouldBe(Commands);
    }

    private static async Task<List<Task<Answer>>> OverloadedAsync(Task<Answer>[] asked, int count)
    {
        var waiting = asked.ToList();
        var refused = new List<Task<Answer>>();
        while (refused.Count < count)
        {
            var answered = await Task.WhenAny(waiting).WaitAsync(TimeSpan.FromSeconds(8));
            waiting.Remove(answered);
            (await answered).ShouldBeOfType<Answer.Refused>();
            refused.Add(answered);
        }

        return refused;
    }
}
