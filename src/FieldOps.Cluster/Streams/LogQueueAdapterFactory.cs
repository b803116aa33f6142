using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>The parts of the stream provider over the event log.</summary>
internal sealed class LogQueueAdapterFactory(string name, IServiceProvider services)
    : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    private readonly LogQueueMapper _mapper = new();

    public string Name => name;

    // The log is there from its beginning: whoever wants to begin anywhere can.
    public bool IsRewindable => true;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    private SiloStreamOptions Options => services.GetRequiredService<SiloOptions>().Streams;

    public static LogQueueAdapterFactory Create(IServiceProvider services, string name) => new(name, services);

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => _mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(ActivatorUtilities.CreateInstance<DeliveryFailureCounter>(services));

    public IQueueCache CreateQueueCache(QueueId queueId) => new LogQueueCache(Options.CacheEventsMax);

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new LogQueueReceiver(
        LogQueueMapper.PartitionOf(queueId),
        services.GetRequiredService<StreamPlan>(),
        services.GetRequiredService<LogTail>(),
        services.GetRequiredService<CursorStore>(),
        services.GetRequiredService<OwnedQueues>(),
        Options,
        services.GetRequiredService<ILogger<LogQueueReceiver>>());

    /// <exception cref="NotSupportedException">
    /// Always: an event comes into the log by a command, or not at all.
    /// </exception>
    public Task QueueMessageBatchAsync<T>(
        StreamId streamId,
        IEnumerable<T> events,
        StreamSequenceToken? token,
        Dictionary<string, object>? requestContext) =>
        throw new NotSupportedException("These streams are the event log: they are written by commands to entities.");
}
