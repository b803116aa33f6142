using System.Collections.Immutable;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.WorkOrders.Directory;

namespace FieldOps.WorkOrders;

/// <summary>
/// From the asset's tickets to their orders: opens the order, then tells it of repeats and of clears of its own alarms.
/// One reactor for all three, so that an order never hears of what follows before it exists.
/// </summary>
internal sealed class OpenWorkOrder(INumbers numbers, DirectoryCache directories, OrderPolicies policies) : Reactor
{
    private const string Series = "GD";

    // An order that could not be opened is a stuck item already; what follows its ticket is none.
    private static readonly ImmutableHashSet<string> s_harmless = [WorkOrderRefusals.Unknown];

    private readonly Dictionary<string, DispatchDirectory> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<Guid, int>> _loads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<(Guid Lot, Guid Contractor), int>> _volumes =
        new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderMaking> _makings = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _numbers = [];

    public override string Name => "open-work-order";

    public override ImmutableHashSet<string> EventNames { get; } =
        ["asset.fault-ticket-raised.v1", "asset.fault-repeated.v1", "asset.alarm-cleared.v1"];

    public override ImmutableArray<string> ReadsFrom => [DirectoryProjection.Schema, PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        _directories.Clear();
        _loads.Clear();
        _volumes.Clear();
        _makings.Clear();
        _numbers.Clear();
        foreach (var happened in batch)
        {
            if (happened.Body is not FaultTicketRaised raised)
            {
                continue;
            }

            var tenant = happened.Key.Tenant;
            _numbers[happened.Position] =
                await numbers.NextAsync(tenant, Series, raised.RaisedAt, cancellationToken);
            if (!_directories.ContainsKey(tenant))
            {
                _directories[tenant] = await directories.ReadAsync(tenant, cancellationToken);
                _loads[tenant] = await directories.LoadsAsync(tenant, cancellationToken);
                _volumes[tenant] = await directories.VolumesAsync(tenant, _directories[tenant], cancellationToken);
                _makings[tenant] = await policies.ForAsync(tenant, cancellationToken);
            }
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        FaultTicketRaised raised => [new Reaction(KeyOf(happened, raised.TicketId), Create(happened, raised))],
        FaultRepeated repeated =>
        [
            new Reaction(
                KeyOf(happened, repeated.TicketId),
                new RecordRepeat(repeated.RepeatCount, repeated.ReportedAt),
                s_harmless),
        ],
        AlarmCleared { TicketId: { } ticketId, IsRootCause: true, RaisedAt: { } raisedAt } cleared =>
        [
            new Reaction(
                KeyOf(happened, ticketId),
                new RecordAlarmClear(cleared.AlarmId, raisedAt, cleared.ClearedAt),
                s_harmless),
        ],
        _ => [],
    };

    private static EntityKey KeyOf(RecordedEvent happened, Guid ticketId) =>
        new(happened.Key.Tenant, WorkOrderEntity.TypeName, WorkOrderEntity.IdForTicket(ticketId));

    private CreateOrder Create(RecordedEvent happened, FaultTicketRaised raised)
    {
        var (tenant, making) = (happened.Key.Tenant, _makings[happened.Key.Tenant]);
        var (wanted, answer) = making.TermsFor(
            new OrderWanted(
                WorkOrderEntity.IdForTicket(raised.TicketId),
                _numbers[happened.Position],
                new TicketRef(raised.TicketId, raised.Number),
                raised.Asset,
                raised.WorkKind,
                raised.Severity,
                raised.ProbableCause,
                raised.Description,
                raised.OccurredAt, raised.AlarmId),
            raised.RaisedAt);
        if (!answer.HasTerms)
        {
            // The policy has a hole: the event is parked where people see it, and tried again when it is mended.
            throw new InvalidOperationException(
                $"{answer.Refusal.Code}: {raised.Asset.AssetClass}, {raised.WorkKind}, {raised.Severity}");
        }

        var choice = making.Choose(wanted, _directories[tenant], _loads[tenant], raised.RaisedAt, _volumes[tenant]);
        if (choice.Assignee is { } chosen)
        {
            // Orders of one batch count for the next ones, or a burst would pass over every bound of a lot.
            _loads[tenant][chosen.ContractorId] = _loads[tenant].GetValueOrDefault(chosen.ContractorId) + 1;
            var given = (chosen.LotId ?? Guid.Empty, chosen.ContractorId);
            _volumes[tenant][given] = _volumes[tenant].GetValueOrDefault(given) + 1;
        }

        return making.Make(wanted, answer.Terms, choice, raised.RaisedAt);
    }
}
