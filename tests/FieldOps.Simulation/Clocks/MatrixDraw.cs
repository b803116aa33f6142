using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Simulation.World;

namespace FieldOps.Simulation.Clocks;

/// <summary>A limit matrix that uses all that one can say.</summary>
internal sealed class MatrixDraw(Chance chance, string zone)
{
    private static readonly ClockKind[] s_repair =
        [ClockKind.Accept, ClockKind.Arrive, ClockKind.Restore, ClockKind.Repair, ClockKind.Report];

    // Within, around and across the hours in which clocks are changed.
    private static readonly (string From, string To)[] s_rests =
    [
        ("22:00", "07:00"), ("23:30", "00:30"), ("01:00", "03:30"), ("02:15", "02:45"), ("00:00", "01:00"),
        ("20:00", "24:00"), ("12:05", "13:10"),
    ];

    private static readonly decimal[] s_factors = [0.5m, 1m, 1.333m, 1.5m, 2m];

    /// <summary>Severities of an order.</summary>
    public static IReadOnlyList<string> Severities { get; } =
        ["critical", "major", "minor", "warning", "indeterminate"];

    /// <summary>Tags of an asset to which something may have been promised.</summary>
    public static IReadOnlyList<string> Tags { get; } = ["circuit-aaa", "customer-gold", "customer-key"];

    /// <summary>Asset classes with lines of their own, and without.</summary>
    public static IReadOnlyList<string> AssetClasses { get; } = ["station-vip", "station-b", "trunk1", "station-c"];

    public SlaPolicy Matrix(string id, int version, DateTimeOffset from) => new(
        id, version, from, "simulation", chance.Of(50),
        [ClockKind.Restore, ClockKind.Repair, .. chance.Of(20) ? [ClockKind.Arrive, ClockKind.OnLoad] : s_repair[..0]],
        [
            .. Severities.Select(s => new SlaSeverity(
                s, s != "warning", s is "critical" or "major" ? 1m : chance.One(s_factors))),
        ],
        [
            Repair("vip", "station-vip", "trunk1"), Repair("b", "station-b"), Repair("rest", SlaLine.AnyAssetClass),
            new SlaLine(
                "generation", [SlaLine.AnyAssetClass], [WorkKinds.Generation], false,
                Limits([ClockKind.Accept, ClockKind.Report]), "simulation",
                new SlaOnLoad(chance.Between(0, 60), chance.Between(60, 240), chance.Between(1, 60)), Rests()),
            new SlaLine(
                "planned", [SlaLine.AnyAssetClass], [WorkKinds.Guard, WorkKinds.Inspection], false,
                Limits([ClockKind.Accept, ClockKind.Arrive, ClockKind.Report]), "simulation", null, Rests()),
        ],
        chance.Of(30) ? SlaInstant.Occurred : SlaInstant.Created, zone, [.. Tags.Select(Grade)]);

    private SlaLine Repair(string id, params string[] classes) => new(
        id, [.. classes], [WorkKinds.Repair], true, Limits(chance.Of(80) ? s_repair : s_repair[..3]), "simulation",
        null, Rests());

    private SlaGrade Grade(string tag) => new(
        tag, Limits([.. s_repair.Where(_ => chance.Of(60))]), "simulation");

    private ImmutableArray<SlaLineLimit> Limits(IEnumerable<ClockKind> clocks) => [.. clocks.Select(Limit)];

    private SlaLineLimit Limit(ClockKind clock)
    {
        var (least, most) = clock switch
        {
            ClockKind.Accept => (1, 60),
            ClockKind.Arrive => (20, 400),
            ClockKind.Restore => (61, 1_500),
            ClockKind.Repair => (60, 2_000),
            _ => (60, 1_500),
        };
        // Rounded, so that limits of lines and grades are often the same.
        var minutes = SlaPolicy.AreaClasses.ToImmutableSortedDictionary(
            a => a,
            _ => chance.Of(50) ? chance.Between(least, most) : Math.Max(least, chance.Between(1, 4) * most / 4));
        return new SlaLineLimit(
            clock, minutes, chance.Between(0, 4) switch { 0 or 1 => "office", 2 => "shift", _ => null },
            chance.Of(30) ? chance.Of(50) : null,
            clock is ClockKind.Arrive or ClockKind.Restore && chance.Of(25)
                ? chance.Of(80) ? ClockStart.Accepted : ClockStart.Dispatched
                : null);
    }

    private ImmutableArray<SlaRest>? Rests() => chance.Of(50)
        ? [.. Enumerable.Range(0, chance.Between(1, 2)).Select(_ => Rest())]
        : null;

    private SlaRest Rest()
    {
        var (from, to) = chance.One(s_rests);
        return new SlaRest(
            [.. s_repair.Where(_ => chance.Of(60)).DefaultIfEmpty(ClockKind.Restore)], from, to,
            chance.Of(40) ? [.. SlaPolicy.AreaClasses.Where(_ => chance.Of(60))] : null,
            chance.Of(40) ? [.. Severities.Where(_ => chance.Of(40))] : null);
    }
}
