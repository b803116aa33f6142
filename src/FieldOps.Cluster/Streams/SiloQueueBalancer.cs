using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Deals the queues out to the silos that are active, evenly to one. A queue that changes hands costs a read of the
/// log's end, so who has which may change with every silo that comes or goes, and no lease is needed: two silos that
/// have a queue at once both deliver it, and its consumers see by their cursors that they have it.
/// </summary>
internal sealed class SiloQueueBalancer : QueueBalancerBase
{
    private readonly Lock _gate = new();
    private QueueId[] _queues = [];
    // Nobody has a queue before the first view of the membership.
    private SiloAddress[] _silos = [];

    public SiloQueueBalancer(IServiceProvider services, ILogger<SiloQueueBalancer> logger)
        : base(services, logger)
    {
    }

    public override Task Initialize(IStreamQueueMapper queueMapper)
    {
        _queues = [.. queueMapper.GetAllQueues()];
        return base.Initialize(queueMapper);
    }

    public override IEnumerable<QueueId> GetMyQueues()
    {
        lock (_gate)
        {
            return Deal(_queues, _silos, SiloAddress);
        }
    }

    /// <summary>What one silo has of the queues; a silo that is not among the active has none.</summary>
    internal static QueueId[] Deal(QueueId[] queues, SiloAddress[] silos, SiloAddress mine)
    {
        var place = Array.IndexOf(silos, mine);
        return place < 0 ? [] : [.. queues.Where((_, n) => n % silos.Length == place)];
    }

    protected override void OnClusterMembershipChange(HashSet<SiloAddress> activeSilos)
    {
        lock (_gate)
        {
            _silos = [.. activeSilos.Order()];
        }

        _ = NotifyListeners();
    }
}
