using System.Collections.Concurrent;
using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>
/// What running a reactor means in every edition: reactions of a batch are sent, those to one target in order, others
/// side by side; the run ends when all are answered. What a target refuses becomes a stuck item. Where the events come
/// from, and when a cursor moves, is the edition's. Those who run it side by side, as a silo's partitions do, are
/// gathered: what the reactor reads is read once for all who wait, and their letters to one target travel together.
/// </summary>
internal sealed class ReactorRun : IAsyncDisposable
{
    /// <summary>Targets spoken to at once.</summary>
    private const int InFlightMax = 512;

    /// <summary>Commands to one target in one asking: more hold its other callers up.</summary>
    private const int TogetherMax = 64;

    /// <summary>Events whose reactions are made at once, as in one round of a consumer.</summary>
    private const int EventsMax = Consumer.WindowMax;

    /// <summary>Batches that wait: a few for each partition.</summary>
    private const int WaitingMax = 256;

    /// <summary>Failures of a target's own code on one command before the command is parked as stuck.</summary>
    private const int FailuresMax = 3;

    /// <summary>Code of a stuck item whose target could not decide.</summary>
    public const string TargetFailedCode = "reactor.target-failed";

    /// <summary>Code of a stuck item whose target only a newer build reads.</summary>
    public const string TargetUnreadableCode = "reactor.target-unreadable";

    private static readonly TimeSpan s_retryUnknown = TimeSpan.FromMilliseconds(100);

    // It is loaded again at each asking.
    private static readonly TimeSpan s_retryUnread = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _inFlight = new(InFlightMax);
    private readonly ConcurrentDictionary<(long Position, int Ordinal), int> _failures = new();
    private readonly Reactor _reactor;
    private readonly IEntities _entities;
    private readonly StuckItems _stuck;
    private readonly IFeedProgress _progress;
    private readonly UnreadSpell _unread;
    private readonly Gatherer<ReactorBatch, Task> _gatherer;

    /// <param name="reactor">What is run.</param>
    /// <param name="entities">Its targets.</param>
    /// <param name="stuck">Where what cannot be had is shown.</param>
    /// <param name="progress">Of the read models that it waits for.</param>
    /// <param name="unreadPatience">For how long targets that only a newer build reads are waited for.</param>
    public ReactorRun(
        Reactor reactor, IEntities entities, StuckItems stuck, IFeedProgress progress, TimeSpan unreadPatience)
    {
        _unread = new(unreadPatience);
        (_reactor, _entities, _stuck, _progress) = (reactor, entities, stuck, progress);
        _gatherer = new($"reactor.{reactor.Name}", BeginAsync, b => b, b => b.Events.Count, EventsMax, WaitingMax);
    }

    /// <summary>The reactor.</summary>
    public Reactor Reactor => _reactor;

    public async ValueTask DisposeAsync()
    {
        await _gatherer.DisposeAsync();
        _inFlight.Dispose();
    }

    /// <summary>
    /// Has the effects of a batch; when it fails some may be out, and a second run has no second effect.
    /// </summary>
    /// <param name="batch">Events of the reactor's names, those of one entity in order.</param>
    /// <param name="reactions">
    /// The reactions of one event; null stands for the reactor's own. An edition that parks events puts itself here.
    /// </param>
    /// <param name="stands">Told why, when the run waits for what only a newer build can answer.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task RunAsync(
        IReadOnlyList<RecordedEvent> batch,
        Func<RecordedEvent, CancellationToken, Task<Reaction[]>> reactions,
        Action<TargetUnreadableException> stands,
        CancellationToken cancellationToken)
    {
        var begun = _gatherer.AskAsync(new(batch, reactions, stands, cancellationToken), cancellationToken);
        await await begun.WaitAsync(cancellationToken);
    }

    // Returns when the reactions of all are made and on their way: while they are, those of the next are made.
    private async Task BeginAsync(
        IReadOnlyList<Gatherer<ReactorBatch, Task>.Waiting> waiting, CancellationToken cancellationToken)
    {
        var round = new ReactorRound([.. waiting.Select(w => w.Request)], cancellationToken);
        try
        {
            foreach (var projection in _reactor.ReadsFrom)
            {
                await _progress.WaitAsync(projection, round.Last, round.Ended);
            }

            await MakeAsync(round);
        }
        catch
        {
            round.Dispose();
            throw;
        }

        var effects = round.Send(DeliverAsync);
        for (var i = 0; i < waiting.Count; i++)
        {
            waiting[i].Settle(effects[i]);
        }
    }

    private async Task MakeAsync(ReactorRound round)
    {
        await _reactor.Making.WaitAsync(round.Ended);
        try
        {
            await _reactor.PrepareAsync(round.Events, round.Ended);
            foreach (var batch in round.Batches)
            {
                await round.AddAsync(batch);
            }
        }
        finally
        {
            _reactor.Making.Release();
        }
    }

    private async Task DeliverAsync(EntityKey target, List<Letter> letters, CancellationToken cancellationToken)
    {
        using var stand = new TargetStand(_reactor.Name, target);
        for (var sent = 0; sent < letters.Count;)
        {
            var page = letters.GetRange(sent, Math.Min(TogetherMax, letters.Count - sent));
            var (answered, unread) = await SpeakAsync(target, page, cancellationToken);
            sent += answered;
            if (answered == page.Count)
            {
                Read(stand);
            }
            // Once asked it may have moved to where it is read: it is asked again in any case.
            else if (unread is not null && _unread.IsTooLong() && stand.IsShown)
            {
                await ParkAsync(letters[sent++], TargetUnreadableCode, ("event", unread), cancellationToken);
            }
            else
            {
                await RestAsync(stand, letters, unread, cancellationToken);
            }
        }
    }

    private void Read(TargetStand stand)
    {
        if (stand.IsShown)
        {
            _unread.End();
        }
    }

    private static Task RestAsync(
        TargetStand stand, List<Letter> letters, string? unread, CancellationToken cancellationToken)
    {
        if (unread is not null)
        {
            stand.Show(letters, unread);
        }

        return Task.Delay(unread is null ? s_retryUnknown : s_retryUnread, TimeProvider.System, cancellationToken);
    }

    // Who only waits takes nobody's place.
    private async Task<Sent> SpeakAsync(EntityKey target, List<Letter> page, CancellationToken cancellationToken)
    {
        await _inFlight.WaitAsync(cancellationToken);
        try
        {
            return await SendOrParkAsync(target, page, cancellationToken);
        }
        finally
        {
            _inFlight.Release();
        }
    }

    // A target that fails takes nobody with it: its letters are sent one by one, and the one that fails again and again
    // becomes a stuck item that people see.
    private async Task<Sent> SendOrParkAsync(EntityKey target, List<Letter> page, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(target, page, cancellationToken);
        }
        catch (Exception failure) when (!Weather.Is(failure))
        {
            if (page.Count > 1)
            {
                return await SendOrParkAsync(target, [page[0]], cancellationToken);
            }

            var place = (page[0].Happened.Position, page[0].Reaction.Ordinal);
            if (_failures.AddOrUpdate(place, 1, (_, n) => n + 1) < FailuresMax)
            {
                return new(0);
            }

            _failures.TryRemove(place, out _);
            await ParkAsync(page[0], TargetFailedCode, ("failure", failure.GetType().Name), cancellationToken);
            return new(1);
        }
    }

    private Task ParkAsync(
        Letter letter, string code, (string Name, string Value) fact, CancellationToken cancellationToken) =>
        _stuck.AddAsync(
            _reactor.Name, letter.Happened, new(letter.Reaction, Refusal.Of(code, fact)), cancellationToken);

    private async Task<Sent> SendAsync(EntityKey target, List<Letter> page, CancellationToken cancellationToken)
    {
        var answers = await _entities.AskAllAsync(
            target,
            page.ConvertAll(l => new Ask(l.Reaction.Command, ContextOf(_reactor.Name, l.Happened, l.Reaction))),
            cancellationToken);
        for (var i = 0; i < answers.Count; i++)
        {
            switch (answers[i])
            {
                case Answer.Unknown unknown:
                    return new(i, unknown.Unread);
                case Answer.Refused { Refusal.Code: PlatformRefusals.Overloaded }:
                    return new(i);
                case Answer.Refused refused when !page[i].Reaction.IsHarmless(refused):
                    await _stuck.AddAsync(
                        _reactor.Name, page[i].Happened, new(page[i].Reaction, refused.Refusal), cancellationToken);
                    break;
            }
        }

        return new(answers.Count);
    }

    /// <summary>The ids of a reaction's command: the same at every run.</summary>
    internal static AskContext ContextOf(string reactor, RecordedEvent happened, Reaction reaction) => new(
        Actor.System,
        NameBasedId.Of(happened.EventId, $"{reactor}/{reaction.Target}/{reaction.Ordinal}"));

    // How many of a page are answered for good: the next one is to be asked again. Why, where a newer build has to be
    // asked: the event that nothing here reads.
    private readonly record struct Sent(int Answered, string? Unread = null);
}
