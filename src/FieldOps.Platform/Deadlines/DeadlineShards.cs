using System.Collections.Concurrent;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Telemetry;
using Npgsql;

namespace FieldOps.Platform.Deadlines;

/// <summary>
/// Wakes entities whose deadlines are due. A wake-up that is late, lost or doubled changes no outcome: the row goes
/// only after the entity has answered, and the entity decides from its state.
/// </summary>
internal sealed partial class DeadlineShards(
    NpgsqlDataSource database, LogEpoch epoch, IEntities entities, IAppClock clock, ILogger<DeadlineShards> logger)
{
    /// <summary>Rows in memory a shard: some 100 bytes each, and at 200 a second and shard 20 s of work.</summary>
    private const int WindowMax = 4_096;

    /// <summary>Rows of one reading a shard: the sixteen of a node together are a page of some thousands.</summary>
    private const int PageMax = 256;

    /// <summary>Wake-ups under way a shard: with sixteen, two batches of the log's appender.</summary>
    private const int FlightMax = 64;

    /// <summary>Wake-ups of one firing of a simulated instant, all shards together.</summary>
    private const int BatchMax = 512;

    /// <summary>Answers that are settled without waiting for others.</summary>
    private const int SweepMax = 256;

    /// <summary>How far ahead rows are read.</summary>
    private static readonly TimeSpan s_horizon = TimeSpan.FromSeconds(60);

    /// <summary>The net under what other processes add, and under wake-ups that nobody answered.</summary>
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>A look goes so far ahead: what it misses, the next one finds in time.</summary>
    private static readonly TimeSpan s_lookAhead = TimeSpan.FromSeconds(1);

    /// <summary>While more is due than can be fired, a look would only read the same rows again: it waits.</summary>
    private static readonly TimeSpan s_lookAtLeastEvery = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Between two rounds while there is work: what falls due within it is woken together and shares a commit.
    /// </summary>
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Rows whose entities have answered are deleted together; until then a crash only wakes again.</summary>
    private static readonly TimeSpan s_sweepEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an entity that could not be woken is left alone, so that the others are not held up.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(30);

    /// <summary>Before the database is tried again.</summary>
    private static readonly TimeSpan s_breath = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, long> _resting = new();
    private DeadlineRows? _rows;

    /// <summary>The shards looked after: all of them, where nothing else is said.</summary>
    public short[] Shards { get; init; } = [.. Enumerable.Range(0, DeadlineShard.Count).Select(s => (short)s)];

    // The windows of this process by shard: whoever appends offers to them what it has stored.
    private DeadlineWindow?[] Windows { get; init; } = new DeadlineWindow?[DeadlineShard.Count];

    private DeadlineRows Rows => _rows ??= new(database, epoch, Shards);

    /// <summary>One shard of them.</summary>
    public DeadlineShards Of(short shard) =>
        new(database, epoch, entities, clock, logger) { Shards = [shard], Windows = Windows };

    /// <summary>Told of the deadlines that this process has just stored.</summary>
    public void Added(Append append, long entity)
    {
        if (Volatile.Read(ref Windows[entity % DeadlineShard.Count]) is not { } window)
        {
            return;
        }

        foreach (var deadline in append.Added)
        {
            window.Offer(new(
                deadline.DueAt.UtcTicks, entity, append.Key.Id, append.Key.Tenant, append.Key.Type, deadline.Kind));
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var turn = new Turn(new(WindowMax * Shards.Length), new(FlightMax * Shards.Length)) { Looked = Moment.Now };
        Attach(turn.Window);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    await RoundAsync(turn, cancellationToken);
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    Failed(logger, failure);
                    await Task.Delay(s_breath, TimeProvider.System, CancellationToken.None);
                }
                catch
                {
                    // Asked to end: whatever it was in the middle of is found again by who comes next.
                    return;
                }
            }
        }
        finally
        {
            Detach(turn.Window);
            while (turn.Flight.IsFlying)
            {
                await Task.Delay(s_pace, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>The earliest deadline stored, of entities that are not left alone for now; null for none.</summary>
    public Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken) =>
        Rows.NextAsync(Resting(), cancellationToken);

    /// <summary>
    /// Wakes up to one batch of entities due at or before an instant, without a window; returns how many answered.
    /// </summary>
    public async Task<int> FireAsync(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        var page = await Rows.ReadAsync(
            DeadlineEdge.Start, upTo, BatchMax / Shards.Length, Resting(), cancellationToken);
        if (page.Rows.Count == 0)
        {
            return 0;
        }

        var answered = await Task.WhenAll(
            page.Rows.GroupBy(d => d.Entity).Select(g => WakeAsync([.. g], cancellationToken)));
        var done = answered.SelectMany(a => a).OfType<SettledDeadline>().ToArray();
        await Rows.SettleAsync(done, cancellationToken);
        PlatformMetrics.Fired(done.Length);
        return done.Length;
    }

    private async Task RoundAsync(Turn turn, CancellationToken cancellationToken)
    {
        var earlier = turn.Window.Earlier.Next;
        await SweepAsync(turn, cancellationToken);
        await ReadAheadAsync(turn, cancellationToken);
        await LookAsync(turn, cancellationToken);
        Launch(turn, cancellationToken);
        await PauseAsync(turn, earlier, cancellationToken);
    }

    private async Task SweepAsync(Turn turn, CancellationToken cancellationToken)
    {
        var answered = turn.Flight.Answered();
        if (answered.Length == 0 || (answered.Length < SweepMax && !turn.Swept.IsOver(s_sweepEvery)))
        {
            return;
        }

        await Rows.SettleAsync(answered, cancellationToken);
        turn.Flight.Forget(answered);
        turn.Swept = Moment.Now;
        PlatformMetrics.Fired(answered.Length);
    }

    private async Task ReadAheadAsync(Turn turn, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var isNear = turn.Window.Edge.DueTicks < (now + (s_horizon / 2)).UtcTicks;
        if (!isNear || turn.Window.Count > WindowMax * Shards.Length / 2)
        {
            return;
        }

        var upTo = now + s_horizon;
        turn.Window.Reading(DeadlineEdge.After(upTo));
        turn.Window.Read(await Rows.ReadAsync(turn.Window.Edge, upTo, PageMax, Resting(), cancellationToken));
    }

    private async Task LookAsync(Turn turn, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var isBehind = turn.Window.Next <= now - s_lookAhead;
        if (!turn.Looked.IsOver(isBehind ? s_lookAtLeastEvery : s_lookEvery))
        {
            return;
        }

        turn.Looked = Moment.Now;
        var upTo = new DateTimeOffset(
            Math.Min((now + s_lookAhead).UtcTicks, turn.Window.Edge.DueTicks), TimeSpan.Zero);
        var held = turn.Window.HeldUpTo(upTo);
        turn.Window.Found(await Rows.UnknownAsync(
            upTo, PageMax, Resting(), row => held.Contains(row) || turn.Flight.Holds(row), cancellationToken));
    }

    private void Launch(Turn turn, CancellationToken cancellationToken)
    {
        var due = new List<ArmedDeadline>();
        turn.Window.TakeDue(
            clock.Now, row => _resting.ContainsKey(row.Entity) || turn.Flight.TryBoard(row, due));
        foreach (var rows in due.GroupBy(d => d.Entity))
        {
            _ = FlyAsync(turn.Flight, [.. rows], cancellationToken);
        }
    }

    private async Task FlyAsync(DeadlineFlight flight, ArmedDeadline[] rows, CancellationToken cancellationToken)
    {
        SettledDeadline?[] answers = new SettledDeadline?[rows.Length];
        try
        {
            answers = await WakeAsync(rows, cancellationToken);
        }
        catch (Exception failure)
        {
            // The weather: nobody has answered, and the rows are found again.
            Failed(logger, failure);
        }

        var now = clock.Now;
        for (var i = 0; i < rows.Length; i++)
        {
            flight.Land(rows[i], answers[i]);
            if (answers[i] is not null)
            {
                PlatformMetrics.FiredLate(now - rows[i].DueAt);
            }
        }
    }

    private async Task PauseAsync(Turn turn, Task earlier, CancellationToken cancellationToken)
    {
        if (!turn.Flight.IsIdle || turn.Window.Next <= clock.Now)
        {
            await Task.Delay(s_pace, TimeProvider.System, cancellationToken);
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var look = Task.Delay(s_lookEvery, TimeProvider.System, ended.Token);
        var due = turn.Window.Next is { } next && next - clock.Now < s_lookEvery
            ? clock.WaitUntilAsync(next, ended.Token)
            : look;
        await Task.WhenAny(earlier, look, due);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    // One place a row; null where nobody has decided anything.
    private async Task<SettledDeadline?[]> WakeAsync(ArmedDeadline[] rows, CancellationToken cancellationToken)
    {
        try
        {
            var asks = Array.ConvertAll(rows, AskOf);
            var answers = rows.Length == 1
                ? [await entities.AskAsync(rows[0].Key, asks[0].Command, asks[0].Context, cancellationToken)]
                : await entities.AskAllAsync(rows[0].Key, asks, cancellationToken);
            if (answers.OfType<Answer.Unknown>().FirstOrDefault(a => a.Unread is not null) is { } elsewhere)
            {
                NotRead(logger, rows[0].Key.ToString(), rows[0].Kind, elsewhere.Reason);
                _resting[rows[0].Entity] = TimeProvider.System.GetTimestamp();
            }

            return [.. rows.Select((row, i) => Settled(row, answers[i]))];
        }
        // One entity's trouble must not keep the others asleep: its row stays, and it is tried again after a rest.
        catch (Exception failure) when (!Weather.Is(failure))
        {
            NotWoken(logger, failure, rows[0].Key.ToString(), rows[0].Kind);
            _resting[rows[0].Entity] = TimeProvider.System.GetTimestamp();
            return new SettledDeadline?[rows.Length];
        }
    }

    private static Ask AskOf(ArmedDeadline row) => new(
        new DeadlineReached(row.Kind, row.DueAt),
        new(Actor.System, NameBasedId.Of(row.Id, $"deadline/{row.Kind}/{row.DueTicks}")));

    private SettledDeadline? Settled(ArmedDeadline row, Answer answer)
    {
        switch (answer)
        {
            case Answer.Refused { Refusal.Code: not PlatformRefusals.Overloaded } refused:
                Refused(logger, row.Key.ToString(), row.Kind, refused.Refusal.Code);
                return new(row, refused.Version, IsRecorded: false);
            case Answer.Accepted accepted:
                return new(row, accepted.Version, accepted.Position > 0);
            default:
                return null;
        }
    }

    private long[] Resting()
    {
        foreach (var (entity, since) in _resting)
        {
            if (TimeProvider.System.GetElapsedTime(since) > s_rest)
            {
                _resting.TryRemove(entity, out _);
            }
        }

        return [.. _resting.Keys];
    }

    private void Attach(DeadlineWindow window)
    {
        foreach (var shard in Shards)
        {
            Volatile.Write(ref Windows[shard], window);
        }
    }

    // A later activation of the same shard may have put its own there.
    private void Detach(DeadlineWindow window)
    {
        foreach (var shard in Shards)
        {
            Interlocked.CompareExchange(ref Windows[shard], null, window);
        }
    }

    /// <summary>What one run over the shards holds.</summary>
    private sealed class Turn(DeadlineWindow window, DeadlineFlight flight)
    {
        public DeadlineWindow Window { get; } = window;

        public DeadlineFlight Flight { get; } = flight;

        public Moment Swept { get; set; }

        public Moment Looked { get; set; }
    }

    /// <summary>An instant of the process, for paces; none at first.</summary>
    private readonly record struct Moment(long? Timestamp)
    {
        public static Moment Now => new(TimeProvider.System.GetTimestamp());

        public bool IsOver(TimeSpan pace) =>
            Timestamp is not { } at || TimeProvider.System.GetElapsedTime(at) >= pace;
    }
}
