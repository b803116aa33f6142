using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;
using FieldOps.Platform.Serialization;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.World;
using FieldOps.Testing;
using FieldOps.WorkOrders;

namespace FieldOps.Simulation.Clocks;

/// <summary>
/// The rule sets of one county around one night on which its clocks are changed: versions of a matrix, of calendars, a
/// ladder. The product makes the limits of orders from them, and the auditor reads the same documents.
/// </summary>
internal sealed class ClockBook
{
    private const string MatrixId = "clocks";
    private const int Draws = 100;

    // Read once: they are the same in every county.
    private static readonly Lazy<WorkOrderRules[]> s_rules = new(() => Shipped<WorkOrderRules>("work-order"));
    private static readonly Lazy<RuleDocument[]> s_ruleDocuments = new(() =>
        [.. PolicyFiles.Read(Folder("")).Where(d => d.Kind == "work-order" && d.Id == "default")]);

    private static readonly Lazy<ScopePolicy> s_scope =
        new(() => RepoFiles.Policy<ScopePolicy>("scope", "seed-0.v1.json"));

    private readonly PolicySet<SlaPolicy> _matrices;
    private readonly PolicySet<WorkCalendar> _calendars;

    public ClockBook(Chance chance)
    {
        Zone = chance.One(ClockZones.All);
        Night = chance.One(ClockZones.NightsOf(Zone));
        WorkCalendar[] calendars = [.. Calendars(chance, "office", 3), .. Calendars(chance, "shift", 2)];
        var draw = new MatrixDraw(chance, Zone);
        SlaPolicy[] matrices = [.. Begins(chance, 3).Select((from, n) => Matrix(draw, n + 1, from))];
        var ladder = LadderDraw.Ladder(chance);
        Chosen = new ChosenRules(MatrixId, s_rules.Value[0].Id, ladder.Id);
        _matrices = new PolicySet<SlaPolicy>("sla", matrices);
        _calendars = new PolicySet<WorkCalendar>("calendar", calendars);
        Making = new OrderMaking(new OrderRuleSets(
            new OrderPolicyOptions
            {
                SlaPolicy = Chosen.Sla, RulesPolicy = Chosen.WorkOrder, LadderPolicy = Chosen.Ladder,
            },
            _matrices,
            new PolicySet<WorkOrderRules>("work-order", s_rules.Value),
            new PolicySet<ScopePolicy>("scope", [s_scope.Value]), _calendars,
            new PolicySet<LadderPolicy>("ladder", [ladder])));
        Documents = new PolicyFiles(
        [
            .. s_ruleDocuments.Value, Written("ladder", ladder), .. matrices.Select(m => Written("sla", m)),
            .. calendars.Select(c => Written("calendar", c)),
        ]);
    }

    /// <summary>IANA zone of the county.</summary>
    public string Zone { get; }

    /// <summary>When its clocks are changed.</summary>
    public DateTimeOffset Night { get; }

    /// <summary>How the product makes orders of it.</summary>
    public OrderMaking Making { get; }

    /// <summary>What its orders are made under.</summary>
    public ChosenRules Chosen { get; }

    /// <summary>What the auditor reads.</summary>
    public PolicyFiles Documents { get; }

    /// <summary>To the millisecond, near the night.</summary>
    public DateTimeOffset Instant(Chance chance) =>
        Night.AddMilliseconds(chance.Between(-172_800_000, 86_400_000));

    /// <summary>How the product works out what becomes of an order.</summary>
    public RecomputeRules Rules(RecomputeChange change) => new(
        change, v => _matrices.Get(v.Id, v.Version), v => _calendars.Get(v.Id, v.Version),
        (id, at) => _calendars.EffectiveAt(id, at));

    /// <summary>Another matrix or other calendars than those that held.</summary>
    public static (RuleVersion? Matrix, ImmutableArray<RuleVersion> Calendars) Choice(Chance chance) => (
        chance.Of(50) ? new RuleVersion(MatrixId, chance.Between(1, 3)) : null,
        chance.Of(30) ? [new RuleVersion("office", chance.Between(1, 3))] : []);

    private static SlaPolicy Matrix(MatrixDraw draw, int version, DateTimeOffset from)
    {
        for (var n = 0; n < Draws; n++)
        {
            var matrix = draw.Matrix(MatrixId, version, from);
            if (SlaPolicyCheck.FaultsOf(matrix).IsEmpty)
            {
                return matrix;
            }
        }

        throw new InvalidOperationException("No draw gives a matrix without faults.");
    }

    private IEnumerable<WorkCalendar> Calendars(Chance chance, string id, int versions)
    {
        foreach (var (n, from) in Begins(chance, versions).Index())
        {
            var zone = chance.Of(80) ? Zone : chance.One(ClockZones.All);
            var calendar = CalendarDraw.Calendar(chance, id, n + 1, from, zone, Night);
            yield return WorkCalendarCheck.FaultsOf(calendar) is { IsEmpty: false } faults
                ? throw new InvalidOperationException(string.Join("; ", faults))
                : calendar;
        }
    }

    // The first holds from ever; the others begin while orders are made, or run.
    private DateTimeOffset[] Begins(Chance chance, int versions) =>
    [
        DateTimeOffset.UnixEpoch,
        .. Enumerable.Range(1, versions - 1).Select(n =>
            Night.AddMilliseconds(chance.Between(-100_000_000, 50_000_000) + ((n - 1) * 151_000_000L))),
    ];

    private static RuleDocument Written<T>(string kind, T document) =>
        new(null, kind, JsonSerializer.SerializeToElement(document, PlatformJson.Options));

    private static T[] Shipped<T>(string kind)
        where T : IPolicyDocument =>
    [
        .. Directory.GetFiles(Folder(kind), "default.*.json")
            .Select(f => RepoFiles.Policy<T>(kind, Path.GetFileName(f))),
    ];

    private static string Folder(string kind) => Path.Combine(RepoFiles.Root, "silo-config", "policies", kind);
}
