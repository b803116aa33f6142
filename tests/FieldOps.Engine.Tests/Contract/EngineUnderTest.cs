using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Testing;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>An engine with its own line to the database, so that it can be killed and cut off.</summary>
public sealed class EngineUnderTest(IEngine engine, DatabaseLine line) : IAsyncDisposable
{
    // Nothing here takes seconds; an engine that hangs must fail, not stall the run.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private bool _killed;

    /// <summary>The engine.</summary>
    public IEngine Engine => engine;

    /// <summary>Its line.</summary>
    public DatabaseLine Line => line;

    /// <summary>Asks once.</summary>
    public Task<Answer> AskAsync(
        EntityKey key, ICommand command, string id, int? expected = null, long bodyHash = 0) =>
        engine.AskAsync(key, command, ContextOf(id, expected, bodyHash));

    /// <summary>Asks several things of one entity at once.</summary>
    public Task<IReadOnlyList<Answer>> AskAllAsync(EntityKey key, params (ICommand Command, string Id)[] asks) =>
        engine.AskAllAsync(key, Array.ConvertAll(asks, a => new Ask(a.Command, ContextOf(a.Id))));

    private static AskContext ContextOf(string id, int? expected = null, long bodyHash = 0) =>
        new(new Actor("tester", ActorRoles.Dispatcher), NameBasedId.Of(Guid.Empty, id), bodyHash, expected);

    /// <summary>Asks until somebody knows, as a caller with patience does.</summary>
    public async Task<Answer> AskUntilKnownAsync(EntityKey key, ICommand command, string id)
    {
        while (true)
        {
            var answer = await AskAsync(key, command, id);
            if (answer is not Answer.Unknown)
            {
                return answer;
            }
        }
    }

    /// <summary>Asks and wants a yes.</summary>
    public async Task<Answer.Accepted> AcceptedAsync(EntityKey key, ICommand command, string id) =>
        (await AskUntilKnownAsync(key, command, id)).ShouldBeOfType<Answer.Accepted>();

    /// <summary>Asks an engine that may be dying: whatever is not an answer is no answer.</summary>
    public async Task<Answer> AskDyingAsync(EntityKey key, ICommand command, string id)
    {
        try
        {
            return await AskAsync(key, command, id).WaitAsync(s_patience);
        }
        catch (Exception dying) when (dying is not ShouldAssertException)
        {
            return new Answer.Unknown(dying.Message);
        }
    }

    /// <summary>The view of an entity.</summary>
    public async Task<object> ViewAsync(EntityKey key) => (await engine.ReadAsync(key)).View;

    /// <summary>Waits for quiescence.</summary>
    public async Task QuietAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await engine.QuietAsync(patience.Token);
    }

    /// <summary>Moves the clock.</summary>
    public async Task AdvanceAsync(DateTimeOffset to)
    {
        using var patience = new CancellationTokenSource(s_patience);
        await engine.AdvanceAsync(to, patience.Token);
    }

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        if (!_killed)
        {
            _killed = true;
            line.Cut();
            await engine.KillAsync();
            await line.DisposeAsync();
        }
    }

    /// <summary>Stops it properly, unless it was killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_killed)
        {
            _killed = true;
            await engine.DisposeAsync();
            await line.DisposeAsync();
        }
    }
}
