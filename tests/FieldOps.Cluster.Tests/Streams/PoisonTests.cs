using FieldOps.Cluster.Streams;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Tests.Streams;

/// <summary>What a lane does about events of which the reactor's own code cannot handle one.</summary>
public sealed class PoisonTests
{
    private readonly Poison _poison = new("echo", 0, new(null!, null!, null!, new ParkedStreams(), null!));

    // Set by a test that wants the reactor to fail on an event.
    private Func<RecordedEvent, bool> _fails = _ => false;

    [Fact]
    public void Batch_TriedAgainAfterItFailedInItsDelivery_HasAllItsEffects()
    {
        // The first try met an event that it could not handle, and then a target that was away: nobody asked the
        // batch how far it came.
        _fails = e => e.Position == 2;
        _poison.Begin();
        React([1, 2, 3]).ShouldBe([1, 0, 0]);

        _fails = _ => false;
        _poison.Begin();

        React([1, 2, 3]).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task Batch_WithAnEventThatFails_EndsBeforeIt()
    {
        _fails = e => e.Position == 2;
        _poison.Begin();
        React([1, 2, 3]);

        (await _poison.EndOfAsync(3, default)).ShouldBe(1);
        Should.Throw<InvalidOperationException>(_poison.Rethrow).Message.ShouldBe("planted");
        _poison.ParkedAt.ShouldBeNull();
    }

    private int[] React(long[] positions)
    {
        var echo = new Echo(e =>
        {
            if (_fails(e))
            {
                throw new InvalidOperationException("planted");
            }
        });
        return [.. positions.Select(p => _poison.ReactionsOf(echo, Event(p)).Length)];
    }

    private static RecordedEvent Event(long position) => new(
        position, StreamCluster.KeyOf(0), (int)position, "tally.added.v1", new Added(1), DateTimeOffset.UnixEpoch,
        Actor.System, Guid.Empty);
}
