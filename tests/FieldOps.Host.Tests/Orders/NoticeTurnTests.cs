using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Clock;
using FieldOps.WorkOrders.Notices;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Recipients that take their time, within a claim of two minutes.</summary>
public sealed class NoticeTurnTests
{
    private static readonly DateTimeOffset s_start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_until = s_start.AddMinutes(2);
    private readonly SimulatedClock _clock = new(s_start);

    [Fact]
    public async Task ManySlowRecipients_AreToldOnceEachAndNeverBeyondTheClaim()
    {
        var (told, before) = (new List<string>(), new List<string>());
        var first = await RunAsync(s_until, Targets(15), t => Taken(t, told, seconds: 9));

        var outcome = first.ShouldBeOfType<RecordNoticeFailed>();
        (outcome.Unfinished, outcome.Final, outcome.ClaimedUntil).ShouldBe((true, false, s_until));
        _clock.Now.ShouldBeLessThan(s_until);
        before.AddRange(outcome.Reached!);
        before.ShouldBe(told);
        var until = _clock.Now.AddMinutes(2);
        var second = await RunAsync(
            until, [.. Targets(15).Where(t => !before.Contains(t.Code))], t => Taken(t, told, seconds: 9));

        second.ShouldBe(new RecordNoticeDelivered(until));
        told.Count.ShouldBe(15);
        told.Distinct().Count().ShouldBe(15);
    }

    [Fact]
    public async Task ClaimThatIsAllButOver_TellsNobodyAndSaysNothing()
    {
        var told = new List<string>();
        _clock.AdvanceTo(s_until.AddSeconds(-15));

        (await RunAsync(s_until, Targets(2), t => Taken(t, told, seconds: 1))).ShouldBeNull();
        told.ShouldBeEmpty();
    }

    [Fact]
    public async Task RecipientsThatAllFail_AreTheFailureOfTheAttempt()
    {
        var outcome = await RunAsync(s_until, Targets(15), t =>
        {
            Taken(t, [], seconds: 10);
            return "smtp-timeout";
        });

        var failed = outcome.ShouldBeOfType<RecordNoticeFailed>();
        (failed.Error, failed.Reached!.Count).ShouldBe(("smtp-timeout", 0));
    }

    private Task<ICommand?> RunAsync(
        DateTimeOffset until, NoticeTarget[] targets, Func<NoticeTarget, string?> send) =>
        new NoticeTurn(_clock, TimeSpan.FromSeconds(10), until).RunAsync(targets, t => Task.FromResult(send(t)));

    private string? Taken(NoticeTarget target, List<string> told, int seconds)
    {
        _clock.AdvanceTo(_clock.Now.AddSeconds(seconds));
        told.Add(target.Code);
        return null;
    }

    private static NoticeTarget[] Targets(int count) =>
        [.. Enumerable.Range(0, count).Select(n => NoticeTarget.Host($"r{n}@example.com") with { Code = $"r{n}" })];
}
