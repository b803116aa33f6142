using System.Collections.Concurrent;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Entities;

/// <summary>
/// Hosts entities in this process: a mailbox a key, one command at a time. Memory is bounded: beyond the limit, for
/// which large ones count more, those idle longest are evicted, and loaded again when asked.
/// </summary>
internal sealed class LocalEntities(ShellServices services, EntityHostOptions options) : IEntities
{
    private readonly ConcurrentDictionary<EntityKey, Mailbox> _mailboxes = new();
    private long _ticks;
    private long _evictAt;
    private int _evicting;
    private int _count;
    private long _weight;

    public async Task<Answer> AskAsync(
        EntityKey key, ICommand command, AskContext context, CancellationToken cancellationToken)
    {
        var mailbox = Enter(key);
        if (mailbox is null)
        {
            return new Answer.Refused(Refusal.Of(PlatformRefusals.Overloaded, ("entity", key.ToString())), 0);
        }

        await TakeTurnAsync(mailbox, cancellationToken);
        try
        {
            // Once decided, a command runs to its end: a caller that hangs up does not leave it half told.
            return await mailbox.Shell.AskAsync(command, context, CancellationToken.None);
        }
        finally
        {
            Leave(mailbox);
        }
    }

    public async Task<IReadOnlyList<Answer>> AskAllAsync(
        EntityKey key, IReadOnlyList<Ask> asks, CancellationToken cancellationToken)
    {
        var mailbox = Enter(key);
        if (mailbox is null)
        {
            var refused = Refusal.Of(PlatformRefusals.Overloaded, ("entity", key.ToString()));
            return [.. asks.Select(_ => new Answer.Refused(refused, 0))];
        }

        await TakeTurnAsync(mailbox, cancellationToken);
        try
        {
            return await mailbox.Shell.AskAllAsync(asks, CancellationToken.None);
        }
        finally
        {
            Leave(mailbox);
        }
    }

    public async Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken)
    {
        Mailbox? mailbox;
        while ((mailbox = Enter(key)) is null)
        {
            await Task.Yield();
        }

        await TakeTurnAsync(mailbox, cancellationToken);
        try
        {
            return await mailbox.Shell.ReadAsync(cancellationToken);
        }
        finally
        {
            Leave(mailbox);
        }
    }

    /// <summary>Entities in memory now.</summary>
    public int Count => Volatile.Read(ref _count);

    private Mailbox? Enter(EntityKey key)
    {
        while (true)
        {
            var mailbox = Find(key);
            var entered = mailbox.TryEnter(options.QueuePerEntityMax);
            if (entered is null)
            {
                continue;
            }

            if (entered == false)
            {
                return null;
            }

            mailbox.UsedAt = Interlocked.Increment(ref _ticks);
            return mailbox;
        }
    }

    // The dictionary's own count takes all of its locks, so those in memory are counted beside it.
    private Mailbox Find(EntityKey key)
    {
        if (_mailboxes.TryGetValue(key, out var known))
        {
            return known;
        }

        var made = new Mailbox(key, new EntityShell(key, services)) { UsedAt = Volatile.Read(ref _ticks) };
        var mailbox = _mailboxes.GetOrAdd(key, made);
        if (ReferenceEquals(mailbox, made))
        {
            Interlocked.Increment(ref _count);
            // What a new one weighs: others may have found it, and weighed it, before this.
            Interlocked.Add(ref _weight, Mailbox.NewWeight);
        }

        return mailbox;
    }

    private static async Task TakeTurnAsync(Mailbox mailbox, CancellationToken cancellationToken)
    {
        try
        {
            await mailbox.Turn.WaitAsync(cancellationToken);
        }
        catch
        {
            mailbox.Exit();
            throw;
        }
    }

    private void Leave(Mailbox mailbox)
    {
        // Still in turn: nobody else weighs it. One that is larger than all that may stay must not put out all others.
        var weight = Math.Min(mailbox.Shell.Weight, options.EntitiesMax / 8);
        Interlocked.Add(ref _weight, weight - mailbox.Weight);
        mailbox.Weight = weight;
        mailbox.Turn.Release();
        mailbox.Exit();
        if (Volatile.Read(ref _weight) > options.EntitiesMax
            && Volatile.Read(ref _ticks) >= Volatile.Read(ref _evictAt))
        {
            Evict();
        }
    }

    private void Evict()
    {
        if (Interlocked.Exchange(ref _evicting, 1) == 1)
        {
            return;
        }

        try
        {
            var wanted = options.EntitiesMax - (options.EntitiesMax / 8);
            foreach (var mailbox in _mailboxes.Values.OrderBy(m => m.UsedAt))
            {
                if (Volatile.Read(ref _weight) <= wanted)
                {
                    break;
                }

                if (mailbox.TryClose() && _mailboxes.TryRemove(mailbox.Key, out _))
                {
                    Interlocked.Decrement(ref _count);
                    Interlocked.Add(ref _weight, -mailbox.Weight);
                    mailbox.Shell.Leave();
                }
            }

            // Where all are busy an attempt finds nothing: the next one waits for some more calls.
            var busy = Volatile.Read(ref _weight) > wanted;
            Volatile.Write(ref _evictAt, Volatile.Read(ref _ticks) + (busy ? options.EntitiesMax / 16 : 0));
        }
        finally
        {
            Volatile.Write(ref _evicting, 0);
        }
    }

    private sealed class Mailbox(EntityKey key, EntityShell shell)
    {
        public const int NewWeight = 1;
        private const int Closed = int.MinValue;
        private int _inside;

        public EntityKey Key { get; } = key;

        public EntityShell Shell { get; } = shell;

        public SemaphoreSlim Turn { get; } = new(1);

        public long UsedAt { get; set; }

        /// <summary>As it was weighed last.</summary>
        public int Weight { get; set; } = NewWeight;

        /// <summary>True: entered. False: its queue is full. Null: it is being evicted, get a new one.</summary>
        public bool? TryEnter(int queueMax)
        {
            while (true)
            {
                var now = Volatile.Read(ref _inside);
                if (now < 0)
                {
                    return null;
                }

                if (now >= queueMax)
                {
                    return false;
                }

                if (Interlocked.CompareExchange(ref _inside, now + 1, now) == now)
                {
                    return true;
                }
            }
        }

        public void Exit() => Interlocked.Decrement(ref _inside);

        public bool TryClose() => Interlocked.CompareExchange(ref _inside, Closed, 0) == 0;
    }
}
