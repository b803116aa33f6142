using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Feeds one reactor: sends the commands that follow, those to one target in order, others side by side, and moves the
/// cursor after all are answered. A crash in between sends them again under the same ids.
/// </summary>
internal sealed partial class ReactorPump(
    Reactor reactor, IEntities entities, StuckItems stuck, IFeedProgress progress, FeedServices services)
    : Consumer(reactor.Name, services), IDisposable
{
    /// <summary>Commands under way at once.</summary>
    private const int InFlightMax = 256;

    /// <summary>Failures of the reactor's own code on one event before the event is parked as stuck.</summary>
    private const int FailuresMax = 3;

    private static readonly TimeSpan s_retryUnknown = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim _inFlight = new(InFlightMax);
    private readonly Dictionary<long, int> _failures = [];

    public void Dispose() => _inFlight.Dispose();

    protected override ImmutableHashSet<string> EventNames => reactor.EventNames;

    protected override async Task TakeAsync(
        List<RecordedEvent> batch, CursorMove move, CancellationToken cancellationToken)
    {
        var last = batch.Max(e => e.Position);
        foreach (var projection in reactor.ReadsFrom)
        {
            await progress.WaitAsync(projection, last, cancellationToken);
        }

        await reactor.PrepareAsync(batch, cancellationToken);
        var chains = new Dictionary<EntityKey, Task>();
        foreach (var happened in batch)
        {
            foreach (var reaction in await ReactionsAsync(happened, cancellationToken))
            {
                var before = chains.GetValueOrDefault(reaction.Target, Task.CompletedTask);
                chains[reaction.Target] = SendAfterAsync(before, happened, reaction, cancellationToken);
            }
        }

        await Task.WhenAll(chains.Values);
    }

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

    private async Task SendAfterAsync(
        Task before, RecordedEvent happened, Reaction reaction, CancellationToken cancellationToken)
    {
        await before;
        await _inFlight.WaitAsync(cancellationToken);
        try
        {
            await SendAsync(happened, reaction, cancellationToken);
        }
        finally
        {
            _inFlight.Release();
        }
    }

    private async Task SendAsync(RecordedEvent happened, Reaction reaction, CancellationToken cancellationToken)
    {
        var context = ContextOf(reactor.Name, happened, reaction);
        while (true)
        {
            switch (await entities.AskAsync(reaction.Target, reaction.Command, context, cancellationToken))
            {
                case Answer.Accepted:
                    return;
                case Answer.Refused refused when refused.Refusal.Code == PlatformRefusals.Overloaded:
                case Answer.Unknown:
                    await Task.Delay(s_retryUnknown, TimeProvider.System, cancellationToken);
                    break;
                case Answer.Refused refused:
                    if (reaction.HarmlessRefusals?.Contains(refused.Refusal.Code) != true)
                    {
                        await stuck.AddAsync(
                            reactor.Name, happened, new(reaction, refused.Refusal), cancellationToken);
                    }

                    return;
            }
        }
    }

    internal static AskContext ContextOf(string reactor, RecordedEvent happened, Reaction reaction) => new(
        Actor.System,
        NameBasedId.Of(happened.EventId, $"{reactor}/{reaction.Target}/{reaction.Ordinal}"));

    [LoggerMessage(
        EventId = 1202, Level = LogLevel.Error, Message = "{Reactor} cannot handle the event at {Position}: parked.")]
    private static partial void ReactorFailed(ILogger logger, Exception failure, string reactor, long position);
}
