using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Outages;

/// <summary>
/// From stations without mains power to their county, from the outages that it finds to declared events, the parents of
/// the stations' orders, and from what people make of those back to the county.
/// </summary>
internal sealed class MassOutages(OutageRules rules) : Reactor
{
    // People have withdrawn the event: nobody inherits of it any more.
    private static readonly ImmutableHashSet<string> s_harmless = [DeclaredEventRefusals.IsWithdrawn];

    private readonly Dictionary<string, Func<DateTimeOffset, MassOutagePolicy>> _policies =
        new(StringComparer.Ordinal);

    public override string Name => "mass-outages";

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "asset.mains-lost.v1", "asset.mains-restored.v1", "work-order.created.v1", "power-area.outage-begun.v1",
        "power-area.outage-joined.v1", "power-area.outage-window-set.v1", "declared-event.declared.v1",
        "declared-event.window-set.v1", "declared-event.withdrawn.v1",
    ];

    public override ImmutableArray<string> ReadsFrom => [PolicyShelf.Projection];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        foreach (var tenant in batch.Select(e => e.Key.Tenant).Distinct(StringComparer.Ordinal))
        {
            _policies[tenant] = await rules.ForAsync(tenant, cancellationToken);
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened)
    {
        var tenant = happened.Key.Tenant;
        return happened.Body switch
        {
            MainsLost e => [new(AreaOf(tenant, e.Region, e.County), Lost(e, PolicyOf(happened)))],
            MainsRestored e =>
            [
                new(
                    AreaOf(tenant, e.Region, e.County),
                    new NoteMainsRestored(e.AssetId, e.RestoredAt, PolicyOf(happened).Pin())),
            ],
            OrderCreated { Asset: { EntityType: AssetTypes.BaseStation } asset } e
                when PolicyOf(happened).Takes(e.WorkKind, e.Cause) =>
            [
                new(
                    AreaOf(tenant, asset.Region, asset.County),
                    new NoteOutageOrder(
                        asset.AssetId, e.OrderId, e.OccurredAt, e.CreatedAt, PolicyOf(happened).Pin())),
            ],
            OutageBegun e => Begin(tenant, e),
            OutageJoined { Orders.IsEmpty: false } e =>
                [new(ParentOf(tenant, e.Code), new AttachOrders(e.Orders, e.Again is true), s_harmless)],
            OutageWindowSet e =>
                [new(ParentOf(tenant, e.Code), new SetDeclaredWindow(e.From, e.Until), s_harmless)],
            EventDeclared { Kind: DeclaredEventKind.MassOutage } e when e.DeclaredBy != Actor.System.Id =>
                Told(tenant, e.Areas, (region, county) => new NoteDeclaredOutage(
                    region, county, e.Code, e.From, e.Until, PolicyOf(happened).Pin())),
            DeclaredWindowSet { Kind: DeclaredEventKind.MassOutage, Areas: { } areas } e
                when e.SetBy != Actor.System.Id =>
                Told(tenant, areas, (_, _) => new TakeOutage(e.Code, e.From, e.Until, PolicyOf(happened).Pin())),
            DeclaredEventWithdrawn { Code: { } code, From: { } from, Areas: { } areas } =>
                Told(tenant, areas, (_, _) => new TakeOutage(code, from, from, PolicyOf(happened).Pin())),
            _ => [],
        };
    }

    private MassOutagePolicy PolicyOf(RecordedEvent happened) =>
        _policies[happened.Key.Tenant](happened.RecordedAt);

    private static NoteMainsLost Lost(MainsLost e, MassOutagePolicy policy)
    {
        var isChild = e is { TicketWorkKind: { } kind, TicketCause: { } cause } && policy.Takes(kind, cause);
        return new NoteMainsLost(
            e.Region, e.County, e.AssetId, e.AssetCode, e.LostAt,
            isChild && e.TicketId is { } ticket ? WorkOrderEntity.IdForTicket(ticket) : null, policy.Pin(),
            e.RestoredAt);
    }

    private static IEnumerable<Reaction> Begin(string tenant, OutageBegun e)
    {
        var parent = ParentOf(tenant, e.Code);
        var stations = e.Stations.Select(s => s.AssetId).Distinct().Count();
        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"{e.WithinMinutes} 分钟内 {stations} 座基站市电中断 · "
            + $"{stations} stations lost mains power within {e.WithinMinutes} min ({e.Rule})");
        yield return new Reaction(
            parent,
            new DeclareEvent(
                parent.Id, e.Code, DeclaredEventKind.MassOutage, reason, [$"{e.Region}/{e.County}"], e.From, e.Until));
        if (!e.Orders.IsEmpty)
        {
            yield return new Reaction(parent, new AttachOrders(e.Orders), s_harmless, Ordinal: 1);
        }
    }

    // Counties that are named: of a whole region nobody tells which counties it has.
    private static IEnumerable<Reaction> Told(
        string tenant, ImmutableArray<string> areas, Func<string, string, ICommand> command) =>
        from area in areas.Distinct(StringComparer.Ordinal)
        let names = area.Split('/', 2)
        where names is [_, not "*"]
        select new Reaction(AreaOf(tenant, names[0], names[1]), command(names[0], names[1]));

    private static EntityKey AreaOf(string tenant, string region, string county) =>
        new(tenant, PowerAreaEntity.TypeName, PowerAreaEntity.IdOf(tenant, region, county));

    private static EntityKey ParentOf(string tenant, string code) =>
        new(tenant, DeclaredEventEntity.TypeName, DeclaredEventEntity.IdOf(tenant, code));
}
