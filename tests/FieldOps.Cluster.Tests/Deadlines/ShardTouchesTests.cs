using FieldOps.Cluster.Deadlines;

namespace FieldOps.Cluster.Tests.Deadlines;

public sealed class ShardTouchesTests
{
    private readonly TaskCompletionSource _hangs = new();
    private readonly int[] _touched = new int[3];

    [Fact]
    public void Shard_ThatDoesNotAnswer_IsNotTouchedAgainAndTheOthersAre()
    {
        var touches = new ShardTouches(3, Touch);

        for (var round = 0; round < 50; round++)
        {
            touches.Begin().ShouldBeEmpty();
        }

        _touched.ShouldBe([50, 1, 50]);
        _hangs.SetException(new TimeoutException("nobody"));
        touches.Begin().Single().ShouldBeOfType<TimeoutException>();
        _touched.ShouldBe([51, 2, 51]);
    }

    [Fact]
    public void Touch_ThatCannotBegin_IsAFailureOfItsOwn()
    {
        var touches = new ShardTouches(3, n => n == 2 ? throw new InvalidOperationException("no silo") : Touch(n));

        touches.Begin().ShouldBeEmpty();
        touches.Begin().Single().Message.ShouldBe("no silo");
        _touched[0].ShouldBe(2);
    }

    private Task Touch(int shard)
    {
        _touched[shard]++;
        return shard == 1 ? _hangs.Task : Task.CompletedTask;
    }
}
