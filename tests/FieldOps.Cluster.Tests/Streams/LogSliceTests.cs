using FieldOps.Cluster.Streams;

namespace FieldOps.Cluster.Tests.Streams;

public sealed class LogSliceTests
{
    [Fact]
    public void Slices_ThatFollowEachOther_JoinWithTheirEvents()
    {
        var joined = LogSlice.Join([new(0, 5, []), new(5, 9, [])]);

        (joined.Previous, joined.UpTo).ShouldBe((0L, 9L));
        joined.Events.ShouldNotBeNull();
    }

    [Fact]
    public void Slices_WithAGapBetween_JoinWithoutEvents() =>
        LogSlice.Join([new(0, 5, []), new(6, 9, [])]).Events.ShouldBeNull();

    [Fact]
    public void Slices_FromAnotherSilo_JoinWithoutEvents() =>
        LogSlice.Join([new(0, 5, null), new(5, 9, [])]).Events.ShouldBeNull();
}
