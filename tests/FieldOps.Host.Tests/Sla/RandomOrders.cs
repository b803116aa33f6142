using FieldOps.Compliance.Closed;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using ClockVerdict = FieldOps.Compliance.Closed.ClockVerdict;

namespace FieldOps.Host.Tests.Sla;

/// <summary>Ended orders drawn from a seed: few words, so that many share a cell.</summary>
internal sealed class RandomOrders(int seed, TimeZoneInfo zone)
{
    private static readonly DateTimeOffset s_start = new(2024, 1, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_grounds =
        ["contractor-scope", "contractor-scope", "contractor-scope", "customer", "force-majeure", Grounds.Cancelled];

    // The seed is the test's own: chance that nobody can repeat proves nothing.
    private readonly Random _draw = new(seed);

    public static EntityKey KeyOf(int number) => new(
        number % 7 == 0 ? "other" : "mine", WorkOrderEntity.TypeName, NameBasedId.Of(Guid.Empty, $"order-{number}"));

    public static Guid Contractor(int n) => NameBasedId.Of(Guid.Empty, $"contractor-{n}");

    /// <summary>
    /// All that is counted of any of them: the order; of some a share of a party that left, which may be withdrawn; of
    /// some the share alone, for the order still runs.
    /// </summary>
    public ClosedOrder[] RowsOf(int number)
    {
        var order = Of(number);
        var isLeft = number % 5 == 0 && _draw.Next(3) > 0;
        return (number % 10 == 5, isLeft) switch
        {
            (true, true) => [ShareOf(order)],
            (true, false) => [],
            (_, true) => [order, ShareOf(order)],
            _ => [order],
        };
    }

    private ClosedOrder ShareOf(ClosedOrder order) => order with
    {
        Part = 1,
        Facet = new Facet
        {
            Tenant = order.Facet.Tenant,
            Month = order.Facet.Month,
            Region = order.Facet.Region,
            County = order.Facet.County,
            AssetClass = order.Facet.AssetClass,
            Severity = order.Facet.Severity,
            ContractorId = Contractor(3),
            ContractorCode = "C3",
            LotId = Guid.Empty,
            WorkKind = order.Facet.WorkKind,
            Ground = "contractor-scope",
        },
        AcceptSeconds = null,
        RepairSeconds = null,
        OutageSeconds = null,
        Clocks = [Clock(ClockKind.Accept), Clock(ClockKind.Arrive), Clock(ClockKind.Restore)],
    };

    // With an outcome drawn anew at each call.
    private ClosedOrder Of(int number)
    {
        // What an outcome does not change is drawn from the order's own number.
        var own = new Random(number);
        var at = s_start.AddMinutes(own.Next(100_000));
        var contractor = own.Next(3);
        var ground = s_grounds[_draw.Next(s_grounds.Length)];
        var archived = ground != Grounds.Cancelled;
        return new ClosedOrder
        {
            Facet = new Facet
            {
                Tenant = KeyOf(number).Tenant,
                Month = ClosedOrder.MonthOf(at, zone),
                Region = $"r{own.Next(2)}",
                County = $"k{own.Next(3)}",
                AssetClass = $"c{own.Next(2)}",
                Severity = own.Next(2) == 0 ? "major" : "minor",
                ContractorId = Contractor(contractor),
                ContractorCode = $"C{contractor}",
                LotId = own.Next(2) == 0 ? Guid.Empty : NameBasedId.Of(Guid.Empty, $"lot-{contractor}"),
                WorkKind = own.Next(4) == 0 ? "patrol" : "repair",
                Ground = ground,
            },
            OrderId = KeyOf(number).Id,
            Number = $"GD-{number}",
            AssetId = NameBasedId.Of(Guid.Empty, $"asset-{own.Next(12)}"),
            AssetCode = "A",
            OccurredAt = at,
            EndedAt = at.AddDays(1),
            FalseReply = _draw.Next(9) == 0,
            AcceptSeconds = archived ? _draw.Next(900) : null,
            RepairSeconds = archived && _draw.Next(4) > 0 ? _draw.Next(30_000) : null,
            OutageSeconds = archived && _draw.Next(4) > 0 ? _draw.Next(30_000) : null,
            Clocks = archived ? [.. new[] { ClockKind.Accept, ClockKind.Restore, ClockKind.Report }.Select(Clock)] : [],
        };
    }

    private ClosedClock Clock(ClockKind kind)
    {
        var verdict = _draw.Next(10) switch
        {
            0 => ClockVerdict.Suppressed,
            1 => ClockVerdict.NotNeeded,
            _ => ClockVerdict.OnTime,
        };
        var elapsed = _draw.Next(40_000);
        return new ClosedClock(
            kind,
            verdict == ClockVerdict.OnTime && elapsed > 330 * 60 ? ClockVerdict.Late : verdict,
            verdict == ClockVerdict.NotNeeded ? null : s_start,
            verdict == ClockVerdict.OnTime ? s_start.AddSeconds(elapsed) : null,
            s_start.AddMinutes(330), 330, elapsed, _draw.Next(50));
    }
}
