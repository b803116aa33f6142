using FieldOps.Engine.Tests.Tallies;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>A wake-up may be late, lost or doubled: its effect happens once in every edition.</summary>
public abstract class DeadlineContract(IEngineEdition edition) : EngineContract(edition)
{
    private const int Armed = 40;

    private const string Rung = "select count(*) from log.event where name = 'tally.rang.v1'";

    private const string RungOnTime = """
        select count(*) from log.event where name = 'tally.rang.v1'
        and recorded_at = (body::json->>'dueAt')::timestamptz
        """;

    [Fact]
    public async Task Advance_PastDeadlines_WakesEachOnceAtItsInstant()
    {
        await using var engine = await StartAsync();
        await ArmAsync(engine);

        await engine.AdvanceAsync(Start.AddMinutes(20).AddSeconds(30));
        var half = await ScalarAsync<long>(Rung);
        await engine.AdvanceAsync(Start.AddHours(2));

        half.ShouldBe(20);
        (await ScalarAsync<long>(RungOnTime)).ShouldBe(Armed);
    }

    [Fact]
    public async Task Deadline_DueWhileNobodyRan_FiresOnceAtTheNextStart()
    {
        await using (var before = await StartAsync())
        {
            await ArmAsync(before);
            await before.AdvanceAsync(Start.AddMinutes(10));
        }

        await using var after = await StartAsync(s => s with { Start = Start.AddHours(3) });
        await after.AdvanceAsync(Start.AddHours(4));

        (await ScalarAsync<long>(Rung)).ShouldBe(Armed);
        (await ScalarAsync<long>(RungOnTime)).ShouldBe(10);
    }

    [Fact]
    public async Task Kill_WhileDeadlinesFire_FiresEachOnceInEffect()
    {
        var dying = await StartAsync();
        await ArmAsync(dying);
        var firing = dying.AdvanceAsync(Start.AddHours(2));
        while (await ScalarAsync<long>(Rung) == 0)
        {
            await Task.Yield();
        }

        await dying.KillAsync();
        await Task.WhenAny(firing);

        await using var after = await StartAsync(s => s with { Start = Start.AddHours(2) });
        await after.AdvanceAsync(Start.AddHours(2));

        (await ScalarAsync<long>(Rung)).ShouldBe(Armed);
        (await ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }

    [Fact]
    public async Task Deadlines_Deleted_ComeBackFromTheLog()
    {
        await using var engine = await StartAsync();
        await ArmAsync(engine);
        await engine.AdvanceAsync(Start.AddMinutes(15));
        await TamperAsync("delete from log.deadline");

        await engine.Engine.RebuildDeadlinesAsync();
        await engine.AdvanceAsync(Start.AddHours(2));

        (await ScalarAsync<long>(RungOnTime)).ShouldBe(Armed);
    }

    [Fact]
    public async Task Deadlines_DoubledOrOfNobodysWish_ChangeNothing()
    {
        await using var engine = await StartAsync();
        await ArmAsync(engine);
        await engine.AdvanceAsync(Start.AddMinutes(30));
        await TamperAsync("""
            insert into log.deadline select entity, 'ring', '2024-01-01T00:05Z', entity % 16 from log.head
            on conflict do nothing;
            insert into log.deadline select entity, 'nonsense', '2024-01-01T01:05Z', entity % 16 from log.head
            """);

        await engine.AdvanceAsync(Start.AddHours(2));

        (await ScalarAsync<long>(Rung)).ShouldBe(Armed);
        (await ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }

    [Fact]
    public async Task Deadline_WantedAgainForTheSameInstant_FiresAgain()
    {
        await using var engine = await StartAsync();
        var due = Start.AddMinutes(1);
        await engine.AcceptedAsync(Key(0), new Arm(due), "first");
        await engine.AdvanceAsync(Start.AddMinutes(2));
        (await ScalarAsync<long>(Rung)).ShouldBe(1);

        await engine.AcceptedAsync(Key(0), new Arm(due), "second");
        await engine.AdvanceAsync(Start.AddMinutes(3));

        (await ScalarAsync<long>(Rung)).ShouldBe(2);
        (await ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }

    [Fact]
    public async Task Deadline_StillWantedAfterItFired_FiresAgain()
    {
        await using var engine = await StartAsync();
        await engine.AcceptedAsync(Key(0), new Arm(Start.AddMinutes(1)), "first");
        await engine.AcceptedAsync(Key(0), new Arm(Start.AddMinutes(1)), "second");

        await engine.AdvanceAsync(Start.AddMinutes(2));

        (await ScalarAsync<long>(Rung)).ShouldBe(2);
        (await ScalarAsync<long>("select count(*) from log.deadline")).ShouldBe(0);
    }

    private static Task ArmAsync(EngineUnderTest engine) => Task.WhenAll(Enumerable.Range(0, Armed).Select(
        n => engine.AcceptedAsync(Key(n % 4), new Arm(Start.AddMinutes(n + 1)), $"arm{n}")));
}
