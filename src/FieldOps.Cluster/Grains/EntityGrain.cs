using FieldOps.Cluster.Grains.Wire;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Cluster.Grains;

/// <summary>
/// A grain around the shell that both editions share: it brings one command at a time and nothing else. That there is
/// one activation of it saves work; what is right rests on the log, which refuses the slower of two.
/// </summary>
internal abstract class EntityGrain(ShellServices services) : Grain, IEntityGrain
{
    private EntityShell? _shell;
    private EntityKey _key;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = EntityGrainId.KeyOf(this.GetGrainId());
        _shell = new EntityShell(_key, services);
        return Task.CompletedTask;
    }

    // An activation that is collected, or whose silo drains, leaves a snapshot for the next one.
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _shell?.Leave();
        return Task.CompletedTask;
    }

    // Once decided, a command runs to its end: a caller that gives up does not leave it half told.
    public async Task<Reply> AskAsync(Asking ask)
    {
        if (!CallerContext.IsFor(_key))
        {
            return OfAnother();
        }

        var answer = await _shell!.AskAsync(ask.Command, CallerContext.Of(ask), CancellationToken.None);
        LeaveAfter(answer);
        return new(_key.Type, answer);
    }

    public async Task<Reply[]> AskAllAsync(Asking[] asks)
    {
        if (!CallerContext.IsFor(_key))
        {
            return Array.ConvertAll(asks, _ => OfAnother());
        }

        var answers = await _shell!.AskAllAsync(
            [.. asks.Select(a => new Ask(a.Command, CallerContext.Of(a)))], CancellationToken.None);
        LeaveAfter(answers[^1]);
        return [.. answers.Select(a => new Reply(_key.Type, a))];
    }

    // The driver's own exceptions may not be known where the caller is; this one is everywhere.
    public async Task<Reading> ReadAsync()
    {
        try
        {
            var read = await _shell!.ReadAsync(CancellationToken.None);
            return new(_key.Type, read.State, read.Version);
        }
        catch (Exception failure) when (failure is EntityUnreachableException || Weather.Is(failure))
        {
            LeaveFor((failure.InnerException as UnreadableEventException)?.Name);
            throw new TimeoutException(failure.Message, failure);
        }
    }

    private void LeaveAfter(Answer answer) => LeaveFor((answer as Answer.Unknown)?.Unread);

    // Whoever asks again finds it where the event is read.
    private void LeaveFor(string? unread)
    {
        if (unread is not null
            && ServiceProvider.GetRequiredService<ReadingSilos>().TryPointTo(this.GetGrainId(), unread))
        {
            MigrateOnIdle();
        }
    }

    private Reply OfAnother() =>
        new(_key.Type, new Answer.Refused(Refusal.Of(PlatformRefusals.TenantMismatch), 0));
}
