using FieldOps.Assessment.Recomputes;
using static FieldOps.Host.Tests.Recomputes.RecomputeHost;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>A recompute that failed waits, longer each time, and by itself.</summary>
public sealed class RecomputeTurnsTests
{
    private static readonly Guid s_one = Id("one");
    private static readonly Guid s_other = Id("other");

    private readonly HandTime _time = new();

    [Fact]
    public void Failure_MakesItWait_TwiceAsLongEachTime_AndNoOther()
    {
        var turns = new RecomputeTurns(_time);
        turns.Failed(s_one, null).ShouldBe(RecomputeTurns.FirstWait);
        turns.Waiting().ShouldBe([s_one]);
        _time.Now += RecomputeTurns.FirstWait;
        turns.Waiting().ShouldBeEmpty();
        turns.Failed(s_one, null).ShouldBe(RecomputeTurns.FirstWait * 2);
        turns.Failed(s_other, null).ShouldBe(RecomputeTurns.FirstWait);
        _time.Now += RecomputeTurns.FirstWait;
        turns.Waiting().ShouldBe([s_one]);
    }

    [Fact]
    public void Failure_OfARunThatHasMovedSince_IsAFirstOne()
    {
        var turns = new RecomputeTurns(_time);
        var run = new RecomputeProgress(
            1, RecomputePhases.Apply, Start, 10, 100, RecomputeCursor.Start, "", RecomputeCounts.None, 10, 0);
        turns.Failed(s_one, run).ShouldBe(RecomputeTurns.FirstWait);
        turns.Failed(s_one, run with { }).ShouldBe(RecomputeTurns.FirstWait * 2);
        turns.Failed(s_one, run with { Done = 20 }).ShouldBe(RecomputeTurns.FirstWait);
    }

    [Fact]
    public void Wait_HasABound_AndIsForgottenOnceItWent()
    {
        var turns = new RecomputeTurns(_time);
        for (var i = 0; i < 40; i++)
        {
            turns.Failed(s_one, null).ShouldBeLessThanOrEqualTo(RecomputeTurns.LongestWait);
        }

        turns.Failed(s_one, null).ShouldBe(RecomputeTurns.LongestWait);
        turns.Went(s_one);
        turns.Waiting().ShouldBeEmpty();
        turns.Failed(s_one, null).ShouldBe(RecomputeTurns.FirstWait);
    }

    private sealed class HandTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
