using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Platform.Feed;

/// <summary>
/// What running a reactor means in every edition: reactions of a batch are sent, those to one target in order, others
/// side by side; the run ends when all are answered. What a target refuses becomes a stuck item. Where the events come
/// from, and when a cursor moves, is the edition's.
/// </summary>
internal sealed class ReactorRun(Reactor reactor, IEntities entities, StuckItems stuck, IFeedProgress progress)
    : IDisposable
{
    /// <summary>Commands under way at once.</summary>
    private const int InFlightMax = 256;

    private static readonly TimeSpan s_retryUnknown = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim _inFlight = new(InFlightMax);

    /// <summary>The reactor.</summary>
    public Reactor Reactor => reactor;

    public void Dispose() => _inFlight.Dispose();

    /// <summary>Has the effects of a batch; when it fails some may be out, and a second run has no second effect.</summary>
    /// <param name="batch">Events of the reactor's names, those of one entity in order.</param>
    /// <param name="reactions">
    /// The reactions of one event; null stands for the reactor's own. An edition that parks events puts itself here.
    /// </param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task RunAsync(
        IReadOnlyList<RecordedEvent> batch,
        Func<RecordedEvent, CancellationToken, Task<Reaction[]>> reactions,
        CancellationToken cancellationToken)
    {
        var last = batch.Max(e => e.Position);
        foreach (var projection in reactor.ReadsFrom)
        {
            await progress.WaitAsync(projection, last, cancellationToken);
        }

        await reactor.PrepareAsync(batch, cancellationToken);
        var chains = new Dictionary<EntityKey, Task>();
        try
        {
            foreach (var happened in batch)
            {
                foreach (var reaction in await reactions(happened, cancellationToken))
                {
                    var before = chains.GetValueOrDefault(reaction.Target, Task.CompletedTask);
                    chains[reaction.Target] = SendAfterAsync(before, happened, reaction, cancellationToken);
                }
            }
        }
        finally
        {
            await Task.WhenAll(chains.Values);
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

    /// <summary>The ids of a reaction's command: the same at every run.</summary>
    internal static AskContext ContextOf(string reactor, RecordedEvent happened, Reaction reaction) => new(
        Actor.System,
        NameBasedId.Of(happened.EventId, $"{reactor}/{reaction.Target}/{reaction.Ordinal}"));
}
