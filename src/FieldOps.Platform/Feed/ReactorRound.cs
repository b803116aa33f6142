using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Feed;

/// <summary>Some events of one cursor, whose effects are wanted.</summary>
/// <param name="events">Those of one entity in order.</param>
/// <param name="reactions">The reactions of one event.</param>
/// <param name="stands">Told why, when the batch waits for what only a newer build can answer.</param>
/// <param name="wanted">Cancelled when nobody waits for it any more.</param>
internal sealed class ReactorBatch(
    IReadOnlyList<RecordedEvent> events,
    Func<RecordedEvent, CancellationToken, Task<Reaction[]>> reactions,
    Action<TargetUnreadableException> stands,
    CancellationToken wanted)
{
    public IReadOnlyList<RecordedEvent> Events => events;

    public Func<RecordedEvent, CancellationToken, Task<Reaction[]>> Reactions => reactions;

    public Action<TargetUnreadableException> Stands => stands;

    public CancellationToken Wanted => wanted;
}

/// <summary>A command on its way, the event that it follows from, and the batch of that.</summary>
internal sealed record Letter(ReactorBatch Batch, RecordedEvent Happened, Reaction Reaction);

/// <summary>
/// Batches that are worked on together. Each is done when its own letters are answered; the round ends early when
/// nobody waits for any of them.
/// </summary>
internal sealed class ReactorRound : IDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly CancellationTokenRegistration[] _left;
    private readonly Dictionary<EntityKey, List<Letter>> _letters = [];
    private readonly Dictionary<ReactorBatch, HashSet<EntityKey>> _targets = [];
    private readonly Dictionary<ReactorBatch, Exception> _failed = [];
    private int _wanted;

    public ReactorRound(ReactorBatch[] batches, CancellationToken stop)
    {
        Batches = batches;
        Events = batches.Length == 1 ? batches[0].Events : [.. batches.SelectMany(b => b.Events)];
        Last = Events.Max(e => e.Position);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _wanted = batches.Length;
        _left = Array.ConvertAll(batches, b => b.Wanted.Register(Leave));
    }

    public IReadOnlyList<ReactorBatch> Batches { get; }

    /// <summary>Of all batches.</summary>
    public IReadOnlyList<RecordedEvent> Events { get; }

    /// <summary>The highest position among them.</summary>
    public long Last { get; }

    public CancellationToken Ended => _ended.Token;

    /// <summary>
    /// Makes the letters of a batch. Where the reactions of an event cannot be made none of its batch goes out; the
    /// others' do.
    /// </summary>
    public async Task AddAsync(ReactorBatch batch)
    {
        var letters = new List<Letter>();
        try
        {
            foreach (var happened in batch.Events)
            {
                letters.AddRange((await batch.Reactions(happened, Ended)).Select(r => new Letter(batch, happened, r)));
            }
        }
        catch (Exception failure)
        {
            _failed[batch] = failure;
            return;
        }

        _targets[batch] = [.. letters.Select(l => l.Reaction.Target)];
        foreach (var letter in letters)
        {
            if (!_letters.TryGetValue(letter.Reaction.Target, out var toTarget))
            {
                _letters[letter.Reaction.Target] = toTarget = [];
            }

            toTarget.Add(letter);
        }
    }

    /// <summary>Sends all letters; each batch's task ends with the last of its own. Then the round is over.</summary>
    public Task[] Send(Func<EntityKey, List<Letter>, CancellationToken, Task> deliver)
    {
        var sent = _letters.ToDictionary(l => l.Key, l => deliver(l.Key, l.Value, Ended));
        _ = EndAsync(Task.WhenAll(sent.Values));
        return
        [
            .. Batches.Select(b => _failed.TryGetValue(b, out var failure)
                ? Task.FromException(failure)
                : Task.WhenAll(_targets[b].Select(t => sent[t]))),
        ];
    }

    public void Dispose()
    {
        foreach (var registration in _left)
        {
            registration.Dispose();
        }

        _ended.Dispose();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _wanted) == 0)
        {
            _ended.Cancel();
        }
    }

    // Who waits for a batch is told of its failures there.
    private async Task EndAsync(Task all)
    {
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Dispose();
    }
}
