using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>What asking an entity several things, and asking for what may be there already, means.</summary>
public abstract class AskAllContract(IEngineEdition edition) : EngineContract(edition)
{
    [Fact]
    public async Task AskAll_AcceptedRefusedAndNothing_EachIsAnsweredInItsPlace()
    {
        await using var engine = await StartAsync();

        var answers = await engine.AskAllAsync(
            Key(1), (new Add(1), "a"), (new Add(2), "b"), (new Add((int)TallyEntity.Max), "c"),
            (new DeadlineReached("ring", DateTimeOffset.UnixEpoch), "d"), (new Add(3), "e"), (new Add(4), "f"));

        answers.Select(a => (a as Answer.Accepted)?.Version).ShouldBe([1, 2, null, 2, 3, 4]);
        answers[2].ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe(TallyEntity.TooMuch);
        (await engine.ViewAsync(Key(1))).ShouldBe(new TallyView(10, 0));
        (await ScalarAsync<long>("select count(*) from log.event")).ShouldBe(4);
        (await ScalarAsync<long>("select count(distinct command) from log.event")).ShouldBe(4);
    }

    [Fact]
    public async Task AskAll_SomeAcceptedBefore_TheyGiveTheirFirstAnswersAndTheOthersAreTaken()
    {
        await using var engine = await StartAsync();
        var first = await engine.AskAllAsync(Key(1), (new Add(1), "a"), (new Add(2), "b"), (new Add(4), "c"));

        var again = await engine.AskAllAsync(
            Key(1), (new Add(1), "a"), (new Add(8), "d"), (new Add(2), "b"), (new Add(16), "e"), (new Add(4), "c"));

        again.Select(a => a.ShouldBeOfType<Answer.Accepted>().Replayed).ShouldBe([true, false, true, false, true]);
        again.OfType<Answer.Accepted>().Select(a => a.Version).ShouldBe([1, 4, 2, 5, 3]);
        again.OfType<Answer.Accepted>().Where(a => a.Replayed).Select(a => a.Position)
            .ShouldBe(first.Select(a => ((Answer.Accepted)a).Position));
        (await engine.ViewAsync(Key(1))).ShouldBe(new TallyView(31, 0));
    }

    [Fact]
    public async Task AskAll_TwoEnginesWithTheSameCommands_EachIsRecordedOnce()
    {
        const int Rows = 20;
        const int RowLength = 10;
        await using var one = await StartAsync();
        await using var two = await StartAsync(s => s with { Node = "two" });

        var answers = await Task.WhenAll(Enumerable.Range(0, Rows).SelectMany(row => new[] { one, two }.Select(engine =>
            engine.AskAllAsync(
                Key(row % 2),
                [.. Enumerable.Range(0, RowLength).Select(n => ((ICommand)new Add(1), $"{row}/{n}"))]))));

        answers.SelectMany(a => a).ShouldAllBe(a => a is Answer.Accepted);
        (await ScalarAsync<long>("select count(*) from log.event")).ShouldBe(Rows * RowLength);
        (await ScalarAsync<long>("select count(distinct command) from log.event")).ShouldBe(Rows * RowLength);
    }

    [Fact]
    public async Task AskAll_AnotherWriterCameInBetween_NothingOfTheRowStandsOnAStateThatNeverWas()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync(s => s with { Node = "two" });
        await one.AcceptedAsync(Key(1), new Add((int)TallyEntity.Max - 3), "first");
        await two.AcceptedAsync(Key(1), new Add(2), "rival");

        // The first engine still remembers room for three; there is room for one.
        var answers = await one.AskAllAsync(Key(1), (new Add(1), "a"), (new Add(1), "b"), (new Add(1), "c"));

        answers.Select(a => a is Answer.Accepted).ShouldBe([true, false, false]);
        (await one.ViewAsync(Key(1))).ShouldBe(new TallyView(TallyEntity.Max, 0));
        (await ScalarAsync<long>("select count(*) from log.event")).ShouldBe(3);
    }

    [Fact]
    public async Task Ask_RefusedFromAnOldMemory_IsDecidedOnWhatTheLogHas()
    {
        await using var one = await StartAsync();
        await using var two = await StartAsync(s => s with { Node = "two" });
        await one.AcceptedAsync(Key(1), new Add((int)TallyEntity.Max), "full");
        await two.AcceptedAsync(Key(1), new Add(-10), "room");

        (await one.AskAsync(Key(1), new Add(5), "a")).ShouldBeOfType<Answer.Accepted>().Version.ShouldBe(3);
    }

    [Fact]
    public async Task AskAll_DeadlinesSetAndReachedInOneRow_LeaveOnlyWhatIsStillWanted()
    {
        await using var engine = await StartAsync();
        var (soon, late) = (DateTimeOffset.UnixEpoch.AddYears(80), DateTimeOffset.UnixEpoch.AddYears(90));
        await engine.AcceptedAsync(Key(1), new Add(1), "there");

        await engine.AskAllAsync(
            Key(1), (new Arm(soon), "a"), (new Arm(late), "b"), (new DeadlineReached("ring", soon), "c"));

        (await ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(1);
        (await ScalarAsync<DateTime>("select due_at from log.deadline")).ShouldBe(late.UtcDateTime);
        (await engine.ViewAsync(Key(1))).ShouldBe(new TallyView(1, 1));
    }

    [Fact]
    public async Task Creation_OfWhatIsThere_IsDecidedOnWhatIsThere()
    {
        await using (var before = await StartAsync())
        {
            await before.AcceptedAsync(Key(1), new Found(5), "first");
        }

        await using var after = await StartAsync();
        var other = await after.AskAsync(Key(1), new Found(7), "other");
        var again = await after.AskAsync(Key(1), new Found(5), "first");

        other.ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe(TallyEntity.Exists);
        again.ShouldBeOfType<Answer.Accepted>().Replayed.ShouldBeTrue();
        (await after.ViewAsync(Key(1))).ShouldBe(new TallyView(5, 0));
    }

    [Fact]
    public async Task Creation_WithNothingToRecord_IsAnsweredFromTheLog()
    {
        await using (var before = await StartAsync())
        {
            await before.AcceptedAsync(Key(1), new Add(3), "first");
        }

        await using var after = await StartAsync();

        var refused = await after.AskAsync(Key(1), new Found(0), "nothing");
        var fresh = await after.AskAsync(Key(2), new Found(0), "nothing");

        refused.ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe(TallyEntity.Exists);
        fresh.ShouldBeOfType<Answer.Accepted>().Version.ShouldBe(0);
    }
}
