using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Deliveries that an agent gave up. Nothing follows from one but a figure: the consumer sees the gap at the next item,
/// or is told of the log's end by the watch, and reads the log.
/// </summary>
internal sealed partial class DeliveryFailureCounter(ILogger<DeliveryFailureCounter> logger) : IStreamFailureHandler
{
    public bool ShouldFaultSubsriptionOnError => false;

    public Task OnDeliveryFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken)
    {
        StreamMetrics.DeliveryFailed(streamIdentity.GetNamespace() ?? string.Empty);
        Failed(logger, streamIdentity, sequenceToken?.ToString());
        return Task.CompletedTask;
    }

    public Task OnSubscriptionFailure(
        GuidId subscriptionId,
        string streamProviderName,
        StreamId streamIdentity,
        StreamSequenceToken? sequenceToken) =>
        OnDeliveryFailure(subscriptionId, streamProviderName, streamIdentity, sequenceToken);
}
