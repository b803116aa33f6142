using System.Collections.Immutable;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Feeds one reactor in the single-node edition: sends the commands that follow and moves the cursor after all are
/// answered. A crash in between sends them again under the same ids.
/// </summary>
internal sealed partial class ReactorPump(
    Reactor reactor, IEntities entities, StuckItems stuck, IFeedProgress progress, FeedServices services)
    : Consumer(reactor.Name, services), IAsyncDisposable
{
    /// <summary>Failures of the reactor's own code on one event before the event is parked as stuck.</summary>
    private const int FailuresMax = 3;

    private readonly ReactorRun _run = new(
        reactor, entities, stuck, progress, TimeSpan.FromSeconds(services.Options.UnreadTargetSeconds));

    private readonly Dictionary<long, int> _failures = [];

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    protected override ImmutableHashSet<string> EventNames => reactor.EventNames;

    protected override Task TakeAsync(
        List<RecordedEvent> batch, CursorMove move, CancellationToken cancellationToken) =>
        _run.RunAsync(batch, ReactionsAsync, Stands, cancellationToken);

    protected override void Forget()
    {
        // A reactor keeps nothing but what it reads in PrepareAsync.
    }

    private async Task<Reaction[]> ReactionsAsync(RecordedEvent happened, CancellationToken cancellationToken)
    {
        try
        {
            return [.. reactor.React(happened)];
        }
        catch (Exception failure) when (!Weather.Is(failure))
        {
            var count = _failures[happened.Position] = _failures.GetValueOrDefault(happened.Position) + 1;
            if (count < FailuresMax)
            {
                throw;
            }

            _failures.Remove(happened.Position);
            ReactorFailed(Services.Logger, failure, reactor.Name, happened.Position);
            await stuck.AddAsync(reactor.Name, happened, StuckItems.WholeEvent(happened), cancellationToken);
            return [];
        }
    }

    [LoggerMessage(
        EventId = 1202, Level = LogLevel.Error, Message = "{Reactor} cannot handle the event at {Position}: parked.")]
    private static partial void ReactorFailed(ILogger logger, Exception failure, string reactor, long position);
}
