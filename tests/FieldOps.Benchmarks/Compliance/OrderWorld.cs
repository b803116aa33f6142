using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;

namespace FieldOps.Benchmarks.Compliance;

/// <summary>
/// Ended orders of a province over months, drawn from a fixed seed: 20 regions of 5 counties, 12 asset classes, 4 fault
/// levels, 40 contractors in 60 lots, 100,000 assets.
/// </summary>
internal sealed class OrderWorld(TimeZoneInfo zone)
{
    public const string Tenant = "default";
    public const int Regions = 20;
    public const int Assets = 100_000;

    private const int CountiesPerRegion = 5;
    private const int Lots = 60;
    private const int Contractors = 40;
    private const int Seed = 20_260_101;

    private static readonly string[] s_classes =
    [
        "trunk1", "trunk2", "junction", "local-backbone", "aggregation", "access", "station-vip", "station-a",
        "station-b", "station-c", "station-village", "station-drop",
    ];

    private static readonly string[] s_severities = ["critical", "major", "major", "major", "minor", "warning"];

    private static readonly string[] s_attributions =
        ["customer", "other-operator", "force-majeure", "operator"];

    private static readonly (ClockKind Clock, int LimitMinutes)[] s_limits =
    [
        (ClockKind.Accept, 15), (ClockKind.Arrive, 60), (ClockKind.Restore, 330), (ClockKind.Repair, 2_880),
        (ClockKind.Report, 2_880),
    ];

    private static readonly SlaTerms s_terms = new("bench", 1, "all", true,
        [.. s_limits.Select(l => new ClockLimit(l.Clock, l.LimitMinutes, l.Clock == ClockKind.Restore))]);

    private static readonly PinnedRules s_rules = PolicyFolder.Open(new ConfigurationBuilder().Build())
        .Load<WorkOrderRules>("work-order").All.First().Pin(AssetTypes.BaseStation, WorkKinds.Repair);

    private readonly Random _draw = new(Seed);
    private readonly DateTimeOffset?[] _last = new DateTimeOffset?[Assets];

    // Orders of one facet share it: its ids are made once.
    private readonly Dictionary<(string, string, string, Guid, string), Facet> _facets = [];
    private int _number;

    /// <summary>First month of the world.</summary>
    public static DateOnly FirstMonth { get; } = new(2024, 1, 1);

    public static string RegionOf(int n) => $"region-{n:00}";

    public static string CountyOf(int asset) => $"county-{asset % Regions:00}-{asset / Regions % CountiesPerRegion}";

    public static string ClassOf(int asset) => s_classes[asset / (Regions * CountiesPerRegion) % s_classes.Length];

    public static Guid ContractorOf(int n) => Id(3, n);

    public static Guid LotOf(int n) => Id(4, n);

    /// <summary>The orders of a month, oldest trouble first.</summary>
    public IEnumerable<DrawnOrder> Month(int month, int orders)
    {
        var day = FirstMonth.AddMonths(month);
        var start = new DateTimeOffset(
            TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), zone), TimeSpan.Zero);
        _facets.Clear();
        var apart = TimeSpan.FromDays(DateTime.DaysInMonth(day.Year, day.Month)) / orders;
        for (var n = 0; n < orders; n++)
        {
            // Whole milliseconds: finer than PostgreSQL keeps would be cut off.
            yield return Draw(start.AddMilliseconds(Math.Floor((apart * n).TotalMilliseconds)));
        }
    }

    private DrawnOrder Draw(DateTimeOffset at)
    {
        var asset = _draw.Next(Assets);
        var state = State(asset, at);
        var order = Shared(ClosedOrder.Of(Tenant, state.Origin!.OrderId, state, zone)!);
        if (order.IsArchived)
        {
            order = order with
            {
                DaysSinceLast = _last[asset] is { } before ? RepeatDays.Between(before, at) : null,
            };
            _last[asset] = at;
        }

        return new DrawnOrder(asset, state, order);
    }

    private ClosedOrder Shared(ClosedOrder order)
    {
        var own = order.Facet;
        var words = (own.County, own.AssetClass, own.Severity, own.ContractorId, own.Ground);
        if (!_facets.TryGetValue(words, out var known))
        {
            _facets[words] = known = own;
        }

        return order with { Facet = known };
    }

    private WorkOrderState State(int asset, DateTimeOffset at)
    {
        var number = ++_number;
        var facts = new AssetFacts(
            Id(1, asset), AssetTypes.BaseStation, $"A-{asset:000000}", $"资产 {asset}", ClassOf(asset), "U",
            RegionOf(asset % Regions), CountyOf(asset), null, []);
        var origin = new OrderCreated(
            Id(2, number), $"GD-{number:00000000}", null, facts, WorkKinds.Repair,
            s_severities[_draw.Next(s_severities.Length)], "antennaFailure", "Bench", at, null, s_terms, s_rules, at);
        // Class groups and regions make lots; a third of a lot's orders go to its second contractor.
        var lot = (asset % Regions * 3) + (asset / (Regions * CountiesPerRegion) % 3);
        var contractor = (lot + (_draw.Next(3) == 0 ? 7 : 0)) % Contractors;
        var lead = new Assignee(ContractorOf(contractor), $"C-{contractor:00}", false, LotOf(lot % Lots));
        var ended = WorkOrderState.Initial with { Origin = origin, Lead = lead };
        return _draw.Next(100) < 3
            ? ended with { Status = OrderStatus.Cancelled, EndedAt = at.AddHours(1) }
            : ended with
            {
                Status = OrderStatus.Archived, EndedAt = at.AddDays(3), Outcome = Outcome(origin, lead),
            };
    }

    private OrderOutcome Outcome(OrderCreated origin, Assignee lead)
    {
        var attribution = _draw.Next(100) < 12
            ? s_attributions[_draw.Next(s_attributions.Length)] : Attributions.ContractorScope;
        var asset = origin.Asset;
        return new OrderOutcome(
            origin.OrderId, origin.Number, lead.ContractorId, lead.LotId, asset.AssetId, asset.AssetClass, asset.Region,
            asset.County, origin.WorkKind, origin.OccurredAt, attribution, Clocks(origin.OccurredAt), false, 0, 0);
    }

    private ImmutableArray<ClockResult> Clocks(DateTimeOffset at)
    {
        var dispatched = at.AddSeconds(_draw.Next(30, 300));
        var accept = Long(6);
        var restored = dispatched.AddSeconds(accept + Long(170));
        return
        [
            Clock(0, dispatched, accept, 0), Clock(1, dispatched, accept + Long(35), 0),
            Clock(
                2, dispatched, (long)(restored - dispatched).TotalSeconds, _draw.Next(8) == 0 ? _draw.Next(7_200) : 0),
            Clock(3, restored, Long(900), 0), Clock(4, restored, Long(1_100), 0),
        ];
    }

    private static ClockResult Clock(int limit, DateTimeOffset start, long seconds, long paused)
    {
        var (clock, minutes) = s_limits[limit];
        var elapsed = TimeSpan.FromSeconds(Math.Max(1, seconds - paused));
        return new ClockResult(
            clock, minutes, start, start.AddSeconds(seconds), elapsed, TimeSpan.FromSeconds(seconds) - elapsed,
            start.AddMinutes(minutes),
            elapsed <= TimeSpan.FromMinutes(minutes) ? ClockOutcome.OnTime : ClockOutcome.Late);
    }

    // Most take about the median, some take very long: as repairs do.
    private long Long(double medianMinutes)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _draw.NextDouble())) * Math.Cos(2 * Math.PI * _draw.NextDouble());
        return Math.Max(1, (long)(medianMinutes * 60 * Math.Exp(0.55 * normal)));
    }

    private static Guid Id(int kind, int n) => new(n, (short)kind, 0x4001, [0x80, 1, 2, 3, 4, 5, 6, (byte)kind]);
}

/// <summary>An order as drawn: its state for the log, its row for the copy.</summary>
internal sealed record DrawnOrder(int Asset, WorkOrderState State, ClosedOrder Closed);
