using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Log;

namespace FieldOps.Platform.Entities;

/// <summary>What a shell works with; one for all shells of a process.</summary>
internal sealed record ShellServices(
    EntityCatalog Catalog, EntityLoader Loader, Appender Appender, SnapshotWriter Snapshots, IAppClock Clock);

/// <summary>
/// One entity in memory: load, decide, append, evolve. Both editions put their own shell (a mailbox, a grain) around
/// it, which sends one command at a time. It is never needed to be the only one: the log refuses the slower of two.
/// </summary>
internal sealed class EntityShell(EntityKey key, ShellServices services)
{
    /// <summary>Decisions on a fresh state before a contended command is given up as unknown.</summary>
    private const int AttemptsMax = 8;

    private readonly EntityDefinition _definition = services.Catalog[key.Type];
    private object? _state;
    private long _entity;
    private int _version;
    private int _snapshotVersion;
    private EventMark _last;

    /// <summary>As many ordinary entities as it takes memory of now.</summary>
    public int Weight => _state is { } state ? _definition.WeightOf(state) : 1;

    public async Task<Answer> AskAsync(ICommand command, AskContext context, CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 0; attempt < AttemptsMax; attempt++)
            {
                var blind = attempt == 0 && command is ICreation && context.ExpectedVersion is null;
                if (await TryAsync(command, context, blind, cancellationToken) is { } answer)
                {
                    return answer;
                }
            }

            return new Answer.Unknown("Other writers were faster each time.");
        }
        catch (Exception failure) when (IsElsewhere(failure))
        {
            _state = null;
            return UnknownOf(failure);
        }
        catch
        {
            _state = null;
            throw;
        }
    }

    /// <summary>
    /// Several commands in order. Those that are accepted one after another are decided on the state that each leaves
    /// to the next, and recorded by one call of the log.
    /// </summary>
    public async Task<IReadOnlyList<Answer>> AskAllAsync(
        IReadOnlyList<Ask> asks, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>(asks.Count);
        while (answers.Count < asks.Count && answers is not [.., Answer.Unknown])
        {
            var settled = answers.Count;
            if (asks.Count - settled > 1 && asks[settled].Command is not ICreation)
            {
                await TogetherAsync(asks, answers, cancellationToken);
            }

            if (answers.Count == settled)
            {
                answers.Add(await AskAsync(asks[settled].Command, asks[settled].Context, cancellationToken));
            }
        }

        // After what nobody knows the rest is not asked.
        return answers.Count == asks.Count
            ? answers
            : [.. answers, .. Enumerable.Repeat(answers[^1], asks.Count - answers.Count)];
    }

    public async Task<EntitySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var state = _state ?? await LoadAsync(yields: false, cancellationToken);
            return new(state, _definition.ViewOf(state), _version);
        }
        catch (UnreadableEventException unreadable) when (IsElsewhere(unreadable))
        {
            throw new EntityUnreachableException(key.ToString(), unreadable);
        }
    }

    /// <summary>Leaves a snapshot behind where that saves the next load much.</summary>
    public void Leave()
    {
        if (_state is not null && SnapshotWriter.IsDue(_version, _snapshotVersion, SnapshotWriter.OnEvictionEvents))
        {
            services.Snapshots.Offer(_definition, _entity, _version, _last, _state);
        }
    }

    private async Task<Answer?> TryAsync(
        ICommand command, AskContext context, bool blind, CancellationToken cancellationToken)
    {
        blind &= _state is null;
        var state = blind ? Nothing() : _state ?? await LoadAsync(Yields(command), cancellationToken);
        context = WishOf(command, context, _version);
        if (context.ExpectedVersion is { } seen && seen != _version)
        {
            return await RefusedAsync(Stale(seen), context, cancellationToken);
        }

        var now = NowOf(command);
        var decision = _definition.DecideOn(state, command, context.By, now);
        if (blind && decision.Events.IsEmpty)
        {
            return null;
        }

        if (decision.Refusal is { } refusal)
        {
            return await RefusedAsync(refusal, context, cancellationToken);
        }

        if (decision.Events.IsEmpty)
        {
            return new Answer.Accepted(_definition.ViewOf(state), _version, Position: 0);
        }

        return await RecordAsync(state, decision.Events, context, now, Yields(command), cancellationToken);
    }

    // Whatever is not plainly accepted ends the row and is asked by itself, after what stands before it is recorded.
    private async Task TogetherAsync(IReadOnlyList<Ask> asks, List<Answer> answers, CancellationToken cancellationToken)
    {
        try
        {
            var yields = asks.All(a => Yields(a.Command));
            var state = _state ?? await LoadAsync(yields, cancellationToken);
            var (row, next) = RowOf(state, asks, answers.Count);
            if (row.Count < 2)
            {
                return;
            }

            var results = await services.Appender.AppendAllAsync(row, yields, cancellationToken);
            var committed = results.TakeWhile(r => r.Outcome == AppendOutcome.Committed).ToArray();
            if (committed.Length == results.Length)
            {
                Became(next, results[^1], row[^1]);
            }
            else
            {
                // One was accepted before, or another writer came in between.
                await LoadAsync(yields, cancellationToken);
            }

            var view = _definition.ViewOf(_state!);
            answers.AddRange(committed.Select(r => new Answer.Accepted(view, r.Version, r.Position)));
        }
        catch (Exception failure) when (IsElsewhere(failure))
        {
            _state = null;
            answers.Add(UnknownOf(failure));
        }
        catch
        {
            _state = null;
            throw;
        }
    }

    // The deadlines of a row change once, from its first state to its last.
    private (List<Append> Row, object Next) RowOf(object state, IReadOnlyList<Ask> asks, int from)
    {
        var row = new List<Append>();
        var (next, version) = (state, _version);
        for (var i = from; i < asks.Count && _version > 0; i++)
        {
            var command = asks[i].Command;
            var context = WishOf(command, asks[i].Context, version);
            var now = NowOf(command);
            var decision = _definition.DecideOn(next, command, context.By, now);
            if (context.ExpectedVersion is not null || decision.Refusal is not null || decision.Events.IsEmpty)
            {
                break;
            }

            row.Add(new(
                key, _entity, version, decision.Events, context.By, context.CommandId, context.BodyHash, now, [], []));
            next = decision.Events.Aggregate(next, _definition.Apply);
            version += decision.Events.Length;
        }

        if (row.Count > 0)
        {
            var (before, after) = (_definition.DeadlinesOf(state), _definition.DeadlinesOf(next));
            row[^1] = row[^1] with { Removed = Without(before, after), Added = Without(after, before) };
        }

        return (row, next);
    }

    // Who woke the entity may be on another machine, whose clock is ahead: for the entity, too, the deadline is
    // reached.
    private DateTimeOffset NowOf(ICommand command)
    {
        var now = services.Clock.Now;
        return command is DeadlineReached reached && reached.DueAt > now ? reached.DueAt : now;
    }

    // An entity may want to be woken for the same instant twice, one time after the other: the version that it has
    // come to tells the second wish from the first, and the answer to the first is none to the second.
    private static AskContext WishOf(ICommand command, AskContext context, int version) => command is DeadlineReached
        ? context with { CommandId = NameBasedId.Of(context.CommandId, FormattableString.Invariant($"{version}")) }
        : context;

    private async Task<Answer?> RecordAsync(
        object state,
        ImmutableArray<IEvent> events,
        AskContext context,
        DateTimeOffset now,
        bool yields,
        CancellationToken cancellationToken)
    {
        var next = events.Aggregate(state, _definition.Apply);
        var before = _version == 0 ? [] : _definition.DeadlinesOf(state);
        var after = _definition.DeadlinesOf(next);
        var append = new Append(
            key, _entity, _version, events, context.By, context.CommandId, context.BodyHash, now,
            Without(before, after), Without(after, before));
        var result = await services.Appender.AppendAsync(append, yields, cancellationToken);
        switch (result.Outcome)
        {
            case AppendOutcome.Committed:
                Became(next, result, append);
                return new Answer.Accepted(_definition.ViewOf(next), _version, result.Position);
            case AppendOutcome.Conflict:
                _state = null;
                return null;
            case AppendOutcome.Taken:
                return new Answer.Refused(Refusal.Of(PlatformRefusals.IdTaken), _version);
            default:
                return await FirstAnswerAsync(result, cancellationToken);
        }
    }

    private void Became(object next, AppendResult result, Append append)
    {
        _state = next;
        _entity = result.Entity;
        _version = result.Version;
        _last = new(result.Position, append.CommandId, append.At);
        if (SnapshotWriter.IsDue(_version, _snapshotVersion, SnapshotWriter.EveryEvents))
        {
            services.Snapshots.Offer(_definition, _entity, _version, _last, next);
            _snapshotVersion = _version;
        }
    }

    // Not kept: until the log has agreed nobody knows that there is nothing.
    private object Nothing()
    {
        _entity = _version = _snapshotVersion = 0;
        return _definition.InitialState;
    }

    // Nobody waits for the answer to a deadline; a storm of them must not stand before those for whom somebody does.
    private static bool Yields(ICommand command) => command is DeadlineReached;

    private async Task<object> LoadAsync(bool yields, CancellationToken cancellationToken)
    {
        var loaded = await services.Loader.LoadAsync(key, yields, cancellationToken);
        _entity = loaded.Entity;
        _version = loaded.Version;
        _snapshotVersion = loaded.SnapshotVersion;
        _last = loaded.Last;
        return _state = loaded.State;
    }

    // A retry of what was accepted may well be refused by the state that it led to: the first answer stands. And a
    // refusal is as good as the state it was made on: where the log is further on, it is decided again.
    private async Task<Answer?> RefusedAsync(Refusal refusal, AskContext context, CancellationToken cancellationToken)
    {
        var (version, first) = await services.Loader.FindCommandAsync(
            key, context.CommandId, context.BodyHash, cancellationToken);
        if (first is not null)
        {
            return await FirstAnswerAsync(first, cancellationToken);
        }

        if (version == _version)
        {
            return new Answer.Refused(refusal, _version);
        }

        _state = null;
        return null;
    }

    private async Task<Answer> FirstAnswerAsync(AppendResult first, CancellationToken cancellationToken)
    {
        if (first.Outcome == AppendOutcome.Reused)
        {
            return new Answer.Refused(Refusal.Of(PlatformRefusals.CommandIdReused), _version);
        }

        // Most that ask twice ask at once: what was answered then is what is in memory now.
        var then = _state is not null && _version == first.Version
            ? _state
            : (await services.Loader.LoadAtAsync(key, first.Entity, first.Version, cancellationToken)).State;
        return new Answer.Accepted(_definition.ViewOf(then), first.Version, first.Position, Replayed: true);
    }

    private Refusal Stale(int seen) => Refusal.Of(
        PlatformRefusals.VersionStale,
        ("seen", seen.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("current", _version.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    // What passes, and what another process can answer: a newer build has written to the entity, and runs beside this
    // one or comes after it.
    private static bool IsElsewhere(Exception failure) =>
        failure is UnreadableEventException { IsNameUnknown: true } || Weather.Is(failure);

    private static Answer.Unknown UnknownOf(Exception failure) =>
        new(failure.Message, (failure as UnreadableEventException)?.Name);

    private static ImmutableArray<Deadline> Without(ImmutableArray<Deadline> these, ImmutableArray<Deadline> those) =>
        [.. these.Where(d => !those.Contains(d))];
}
