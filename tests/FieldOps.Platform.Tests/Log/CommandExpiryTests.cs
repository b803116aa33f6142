using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Log;

public sealed class CommandExpiryTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PlatformUnderTest _platform = null!;

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        _platform = await StartAsync(_database);
    }

    public async Task DisposeAsync()
    {
        await _platform.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Answer_NinetyDaysOld_IsStillGiven()
    {
        await _platform.AcceptedAsync(Key(1), new Add(1), "a");
        await AdvanceAsync(Start.AddDays(CommandExpiry.KeptDays));

        (await ForgetAsync(100)).ShouldBe((0, 0));
        (await _platform.AcceptedAsync(Key(1), new Add(1), "a")).Replayed.ShouldBeTrue();
    }

    [Fact]
    public async Task Answer_OlderThanThat_IsForgottenAndYoungerOnesStay()
    {
        await _platform.AcceptedAsync(Key(1), new Add(1), "a");
        await AdvanceAsync(Start.AddSeconds(1));
        await _platform.AcceptedAsync(Key(1), new Add(1), "b");
        await AdvanceAsync(Start.AddDays(CommandExpiry.KeptDays).AddSeconds(1));

        (await ForgetAsync(100)).ShouldBe((1, 1));
        (await _platform.AcceptedAsync(Key(1), new Add(1), "b")).Replayed.ShouldBeTrue();
        (await _platform.AcceptedAsync(Key(1), new Add(1), "a")).Version.ShouldBe(3);
        (await _platform.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(3);
    }

    [Fact]
    public async Task Backlog_IsWorkedOffInBoundedSteps()
    {
        await Task.WhenAll(Enumerable.Range(0, 25).Select(n => _platform.AcceptedAsync(Key(n), new Add(1), $"c{n}")));
        await AdvanceAsync(Start.AddDays(CommandExpiry.KeptDays + 1));

        (await ForgetAsync(10)).ShouldBe((10, 10));
        (await ForgetAsync(10)).ShouldBe((10, 10));
        (await ForgetAsync(10)).ShouldBe((5, 5));
        (await ForgetAsync(10)).ShouldBe((0, 0));
        (await _platform.ScalarAsync<long>("select count(*) from log.command")).ShouldBe(0);
    }

    [Fact]
    public async Task Answers_ForgottenByTwoProcessesAtOnce_AreCountedOnce()
    {
        await using var other = await StartAsync(_database);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => _platform.AcceptedAsync(Key(n), new Add(1), $"d{n}")));
        await AdvanceAsync(Start.AddDays(CommandExpiry.KeptDays + 1));
        other.Get<SimulatedClock>().AdvanceTo(Start.AddDays(CommandExpiry.KeptDays + 1));

        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            (n % 2 == 0 ? _platform : other).Get<CommandExpiry>().ForgetAsync(10, default)));
        while (await ForgetAsync(10) is { Passed: > 0 } more)
        {
            steps = [.. steps, more];
        }

        steps.Sum(s => s.Forgotten).ShouldBe(40);
        steps.Sum(s => s.Passed).ShouldBe(40);
    }

    private Task<(long Passed, long Forgotten)> ForgetAsync(int eventsMax) =>
        _platform.Get<CommandExpiry>().ForgetAsync(eventsMax, default);

    private Task AdvanceAsync(DateTimeOffset to) => _platform.Get<IClockDriver>().AdvanceAsync(to, default);
}
