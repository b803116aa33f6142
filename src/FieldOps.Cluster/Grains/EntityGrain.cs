using FieldOps.Cluster.Grains.Wire;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;

namespace FieldOps.Cluster.Grains;

/// <summary>
/// A grain around the shell that both editions share: it brings one command at a time and nothing else. That there is
/// one activation of it saves work; what is right rests on the log, which refuses the slower of two.
/// </summary>
internal abstract class EntityGrain(ShellServices services) : Grain, IEntityGrain
{
    private EntityShell? _shell;
    private string _type = string.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = EntityGrainId.KeyOf(this.GetGrainId());
        _type = key.Type;
        _shell = new EntityShell(key, services);
        return Task.CompletedTask;
    }

    // An activation that is collected, or whose silo drains, leaves a snapshot for the next one.
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _shell?.Leave();
        return Task.CompletedTask;
    }

    // Once decided, a command runs to its end: a caller that gives up does not leave it half told.
    public async Task<Reply> AskAsync(Asking ask) =>
        new(_type, await _shell!.AskAsync(ask.Command, CallerContext.Of(ask), CancellationToken.None));

    public async Task<Reply[]> AskAllAsync(Asking[] asks)
    {
        var answers = await _shell!.AskAllAsync(
            [.. asks.Select(a => new Ask(a.Command, CallerContext.Of(a)))], CancellationToken.None);
        return [.. answers.Select(a => new Reply(_type, a))];
    }

    // The driver's own exceptions may not be known where the caller is; this one is everywhere.
    public async Task<Reading> ReadAsync()
    {
        try
        {
            var read = await _shell!.ReadAsync(CancellationToken.None);
            return new(_type, read.State, read.Version);
        }
        catch (Exception failure) when (Weather.Is(failure))
        {
            throw new TimeoutException(failure.Message, failure);
        }
    }
}
