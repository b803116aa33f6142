using FieldOps.Cluster.Grains.Wire;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Cluster.Grains;

/// <summary>
/// The door to every entity of the cluster. What is turned away because a silo ends or is gone is asked again with the
/// same id, and another silo answers. Where the outcome cannot be known all the same (nobody takes it in time, an
/// answer is late) the answer is unknown, and whoever asks again with the same id finds out.
/// </summary>
internal sealed partial class GrainEntities(
    IGrainFactory grains, EntityCatalog catalog, ILogger<GrainEntities> logger) : IEntities
{
    // Three times what a silo's replacement takes; who waits by HTTP has gone by then.
    private static readonly TimeSpan s_readPatience = TimeSpan.FromMinutes(1);
    // Several times what a silo that ends takes to hand its entities over.
    private static readonly TimeSpan s_askPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_againAfter = TimeSpan.FromMilliseconds(50);

    private GrainInterfaceType _interface;

    public async Task<Answer> AskAsync(
        EntityKey key, ICommand command, AskContext context, CancellationToken cancellationToken)
    {
        CallerContext.Set(key, context);
        try
        {
            var message = AskingOf(key, command, context);
            var reply = await ThroughAsync(
                () => GrainOf(key).AskAsync(message), IsTurnedAway, s_askPatience, cancellationToken);
            return reply.Answer;
        }
        catch (Exception lost) when (
            (IsLost(lost) || IsNotKnownThere(lost, key, command)) && !cancellationToken.IsCancellationRequested)
        {
            return AnswerTo(lost, key);
        }
    }

    // One message has one caller; several commands of several callers are several messages.
    public async Task<IReadOnlyList<Answer>> AskAllAsync(
        EntityKey key, IReadOnlyList<Ask> asks, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>(asks.Count);
        while (answers.Count < asks.Count && answers is not [.., Answer.Unknown])
        {
            var by = asks[answers.Count].Context.By;
            var together = asks.Skip(answers.Count).TakeWhile(a => a.Context.By == by).ToArray();
            answers.AddRange(await TogetherAsync(key, together, cancellationToken));
        }

        // After what nobody knows the rest is not asked.
        return answers.Count == asks.Count
            ? answers
            : [.. answers, .. Enumerable.Repeat(answers[^1], asks.Count - answers.Count)];
    }

    // Reading has no effect, so it is simply tried again: for as long as silos take to be replaced, and no longer.
    public Task<EntitySnapshot> ReadAsync(EntityKey key, CancellationToken cancellationToken) =>
        ReadAsync(key, s_readPatience, cancellationToken);

    /// <summary>Reads, and gives up when nobody could be found for so long.</summary>
    internal async Task<EntitySnapshot> ReadAsync(
        EntityKey key, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            var read = await ThroughAsync(
                () => GrainOf(key).ReadAsync(), lost => lost is OrleansException, patience, cancellationToken);
            return new(read.State, catalog[key.Type].ViewOf(read.State), read.Version);
        }
        catch (OrleansException lost) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EntityUnreachableException(key.ToString(), lost);
        }
    }

    /// <summary>Failures of the way to a grain and back, as against bugs.</summary>
    internal static bool IsLost(Exception failure) =>
        failure is OrleansException or ObjectDisposedException || Weather.Is(failure);

    // A silo of the release before looks for the command's name in vain: it is being replaced by one that knows it.
    private bool IsNotKnownThere(Exception failure, EntityKey key, ICommand command) =>
        failure is KeyNotFoundException
        && catalog[key.Type].Commands.FirstOrDefault(c => c.Value == command.GetType()).Key is { } name
        && failure.Message.Contains($"'{name}'", StringComparison.Ordinal);

    private async Task<IEnumerable<Answer>> TogetherAsync(
        EntityKey key, Ask[] asks, CancellationToken cancellationToken)
    {
        CallerContext.Set(key, asks[0].Context);
        try
        {
            var messages = Array.ConvertAll(asks, a => AskingOf(key, a.Command, a.Context));
            var replies = await ThroughAsync(
                () => GrainOf(key).AskAllAsync(messages), IsTurnedAway, s_askPatience, cancellationToken);
            return replies.Select(r => r.Answer);
        }
        catch (Exception lost) when (
            (IsLost(lost) || asks.Any(a => IsNotKnownThere(lost, key, a.Command)))
            && !cancellationToken.IsCancellationRequested)
        {
            return Enumerable.Repeat(AnswerTo(lost, key), asks.Length);
        }
    }

    private static async Task<T> ThroughAsync<T>(
        Func<Task<T>> call,
        Func<Exception, bool> isWorthAnother,
        TimeSpan patience,
        CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await call().WaitAsync(cancellationToken);
            }
            catch (Exception lost) when (isWorthAnother(lost)
                && !cancellationToken.IsCancellationRequested
                && TimeProvider.System.GetElapsedTime(began) < patience)
            {
                await Task.Delay(s_againAfter, TimeProvider.System, cancellationToken);
            }
        }
    }

    // An answer that is late is not: it may still come, and who waits has waited as long as a call may take.
    private static bool IsTurnedAway(Exception lost) =>
        lost is OrleansMessageRejectionException;

    private static Asking AskingOf(EntityKey key, ICommand command, AskContext context) =>
        new(key.Type, command, context.CommandId, context.BodyHash, context.ExpectedVersion);

    private Answer AnswerTo(Exception lost, EntityKey key)
    {
        if (lost is LimitExceededException)
        {
            return new Answer.Refused(Refusal.Of(PlatformRefusals.Overloaded, ("entity", key.ToString())), 0);
        }

        Lost(logger, lost, key);
        return new Answer.Unknown(lost.Message);
    }

    // Where the interface's name is not given it is reflected for anew: dearer than the rest of a reference.
    private IEntityGrain GrainOf(EntityKey key)
    {
        var id = EntityGrainId.Of(key);
        if (_interface.IsDefault)
        {
            var grain = grains.GetGrain<IEntityGrain>(id);
            _interface = ((GrainReference)grain).InterfaceType;
            return grain;
        }

        return (IEntityGrain)grains.GetGrain(id, _interface);
    }
}
