using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>An edition of the program, as its contract sees it: something that starts engines.</summary>
public interface IEngineEdition
{
    /// <summary>Starts an engine over the database and answers when it serves.</summary>
    Task<IEngine> StartAsync(EngineSetup setup);
}

/// <summary>One running engine. Disposing it is a goodbye: what runs is finished.</summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary>Asks an entity.</summary>
    Task<Answer> AskAsync(EntityKey key, ICommand command, AskContext context);

    /// <summary>Asks one entity several things, in order.</summary>
    Task<IReadOnlyList<Answer>> AskAllAsync(EntityKey key, IReadOnlyList<Ask> asks);

    /// <summary>Reads an entity.</summary>
    Task<EntitySnapshot> ReadAsync(EntityKey key);

    /// <summary>Completes when every effect of what was accepted so far is visible.</summary>
    Task QuietAsync(CancellationToken cancellationToken);

    /// <summary>Moves the simulated clock, through every deadline on the way.</summary>
    Task AdvanceAsync(DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Recomputes the deadline rows from the log.</summary>
    Task RebuildDeadlinesAsync();

    /// <summary>What reactors could not have.</summary>
    Task<IReadOnlyList<StuckItem>> StuckAsync(string tenant);

    /// <summary>Ends the engine without a goodbye; its line to the database is cut already.</summary>
    Task KillAsync();
}

/// <summary>What an engine is started with.</summary>
/// <param name="ConnectionString">The log's database.</param>
/// <param name="Compose">Registers entities, projections and reactors; called once per process of the engine.</param>
public sealed record EngineSetup(string ConnectionString, Action<IServiceCollection> Compose)
{
    /// <summary>What the simulated clock shows at first.</summary>
    public DateTimeOffset Start { get; init; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Name of the node: engines that run side by side have different ones.</summary>
    public string Node { get; init; } = "one";

    /// <summary>Entities kept in memory, 100 at least.</summary>
    public int EntitiesMax { get; init; } = 20_000;

    /// <summary>Commands waiting for one entity.</summary>
    public int QueuePerEntityMax { get; init; } = 2_000;

    /// <summary>Draws the order in which partitions reach consumers.</summary>
    public int InterleavingSeed { get; init; } = 1;

    /// <summary>Leaves partitions behind at random.</summary>
    public bool LaggingPartitions { get; init; }
}
