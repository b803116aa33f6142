using System.Collections.Immutable;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Feed;
using FieldOps.WorkOrders.Directory;
using FieldOps.WorkOrders.List;

namespace FieldOps.WorkOrders;

/// <summary>
/// A contractor leaves: all its open orders are told who takes over. What comes to it afterwards, be it by a dispatch
/// on its way, by a transfer that was refused or by a reply that was judged, goes on at once: nothing can stay
/// behind, in whatever order things happen.
/// </summary>
internal sealed class ExitHandOver(
    LeaverOrders orders, DirectoryCache directories, OrderPolicies policies) : Reactor
{
    public const string ReactorName = "exit-hand-over";

    private const string HandedOver = "contractor-exit.handed-over.v1";

    private static readonly ImmutableHashSet<string> s_harmless = [WorkOrderRefusals.Unknown, WorkOrderRefusals.Ended];

    private readonly Dictionary<string, DispatchDirectory> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderMaking> _makings = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<Guid>> _open = [];
    private readonly Dictionary<EntityKey, Guid> _leads = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        HandedOver, "work-order.dispatched.v1", "work-order.dispatched-again.v1", "work-order.assist-added.v1",
        "work-order.reply-returned.v1", "work-order.verified.v1",
    ];

    public override ImmutableArray<string> ReadsFrom => [DirectoryProjection.Schema, OrderListProjection.Schema];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _directories.Clear();
        _makings.Clear();
        _open.Clear();
        _leads.Clear();
        foreach (var tenant in batch.Select(e => e.Key.Tenant).Distinct(StringComparer.Ordinal))
        {
            var directory = await directories.ReadAsync(tenant, cancellationToken);
            if (directory.Contractors.All(c => c.HandsOver is null))
            {
                continue;
            }

            _directories[tenant] = directory;
            _makings[tenant] = await policies.ForAsync(tenant, cancellationToken);
            await ReadAsync(tenant, [.. batch.Where(e => e.Key.Tenant == tenant)], cancellationToken);
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        ExitHandedOver e => Sweep(happened, e),
        OrderDispatched e => GoesOn(happened, e.Assignee.ContractorId),
        AssistAdded e => GoesOn(happened, e.Party.ContractorId),
        ReplyReturned or ReplyVerified when _leads.TryGetValue(happened.Key, out var lead) => GoesOn(happened, lead),
        _ => [],
    };

    private async Task ReadAsync(string tenant, RecordedEvent[] batch, CancellationToken cancellationToken)
    {
        foreach (var happened in batch)
        {
            if (happened.Body is ExitHandedOver e)
            {
                _open[happened.Position] = await orders.OpenAsync(tenant, e.ContractorId, cancellationToken);
            }
        }

        var judged = batch.Where(e => e.Body is ReplyReturned or ReplyVerified)
            .Select(e => e.Key.Id).Distinct().ToArray();
        if (judged.Length == 0)
        {
            return;
        }

        foreach (var (order, lead) in await orders.LeadsAsync(tenant, judged, cancellationToken))
        {
            _leads[new EntityKey(tenant, WorkOrderEntity.TypeName, order)] = lead;
        }
    }

    // A hand-over of long before that is read again must not sweep who came back, or give to whom a later one did not.
    private IEnumerable<Reaction> Sweep(RecordedEvent happened, ExitHandedOver e)
    {
        if (!_open.TryGetValue(happened.Position, out var open)
            || _directories[happened.Key.Tenant].ContractorOf(e.ContractorId)?.FollowsHandOver(happened.Position)
                is not true)
        {
            return [];
        }

        var command = Command(happened, e.ContractorId, e.ContractorCode, e.Replacements);
        return open.Select(order => new Reaction(
            new EntityKey(happened.Key.Tenant, WorkOrderEntity.TypeName, order), command, s_harmless));
    }

    private IEnumerable<Reaction> GoesOn(RecordedEvent happened, Guid contractor)
    {
        if (_directories.TryGetValue(happened.Key.Tenant, out var directory)
            && directory.ContractorOf(contractor) is { HandsOver: { } heirs } leaver)
        {
            yield return new Reaction(
                happened.Key, Command(happened, contractor, leaver.Code, heirs), s_harmless);
        }
    }

    private HandOverOrder Command(
        RecordedEvent happened, Guid contractor, string code, ImmutableArray<LotReplacement> replacements)
    {
        var (directory, at) = (_directories[happened.Key.Tenant], happened.RecordedAt);
        var demands = _makings[happened.Key.Tenant].DemandsAt(at);
        return new HandOverOrder(
            contractor, code, [.. replacements.Select(r => LotHeir.Of(r, directory, demands, at))]);
    }
}
