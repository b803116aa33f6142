using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Orders, months and schemes that the tests speak of.</summary>
internal static class MonthSamples
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    public static readonly Guid ContractorId = new("7a1d7f0e-0b8e-4a54-8a0a-000000000001");
    public static readonly Guid SomeAsset = new("7a1d7f0e-0b8e-4a54-8a0a-0000000000aa");
    public static readonly MonthRef January = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 1), Zone);
    public static readonly DateTimeOffset InJanuary = new(2024, 1, 10, 4, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset InFebruary = new(2024, 2, 5, 4, 0, 0, TimeSpan.Zero);
    public static readonly Actor Assessor = new("assessor", ActorRoles.ContractorManager);
    public static readonly Actor Head = new("head", ActorRoles.DepartmentHead);
    public static readonly Actor Finance = new("finance", ActorRoles.ContractorFinance, ContractorId);

    public static ScoringScheme LineStation => RepoFiles.Policy<ScoringScheme>("scoring", "line-station.v1.json");

    /// <summary>Repair timeliness over fewer than 20 orders counts over three months.</summary>
    public static ScoringScheme Rolling => RepoFiles.Policy<ScoringScheme>("scoring", "line-station.v3.json") with
    {
        EffectiveFrom = LineStation.EffectiveFrom,
    };

    public static ScoringScheme Seed3 => RepoFiles.Policy<ScoringScheme>("scoring", "seed-3.v1.json");

    /// <summary>Seed-3 with its timeliness rule changed.</summary>
    public static ScoringScheme Seed3With(Func<ScoreRule, ScoreRule> change)
    {
        var scheme = Seed3;
        var backEnd = scheme.Tables[1];
        var assurance = backEnd.Items[0];
        var timeliness = assurance.Contents[0];
        var changed = timeliness with { Rules = [change(timeliness.Rules[0])] };
        return scheme with
        {
            Tables =
            [
                scheme.Tables[0],
                backEnd with
                {
                    Items = [assurance with { Contents = [changed, assurance.Contents[1]] }, backEnd.Items[1]],
                },
            ],
        };
    }

    public static Guid Id(int number) => NameBasedId.Of(ContractorId, $"order {number}");

    public static string Number(int number) => $"GD-20240110-{number:00000}";

    public static ClockFact Clock(ClockKind clock, bool onTime) =>
        new(clock, onTime ? ClockOutcome.OnTime : ClockOutcome.Late, 330, onTime ? 12_000 : 24_720);

    /// <summary>An ended order with a restore clock alone, each on its own asset.</summary>
    public static OrderFact Order(
        int number, bool onTime, string attribution = "contractor-scope", long from = 0) => new(
        Id(number), Number(number), null, Id(100_000 + number), "access", "repair", InJanuary, from,
        new EndedFact(attribution, [Clock(ClockKind.Restore, onTime)], 0, 0, from));

    /// <summary>So many orders on time, so many late, none excluded.</summary>
    public static MonthFacts Facts(int onTime, int late) => MonthFacts.None with
    {
        Orders = [.. Enumerable.Range(1, onTime + late).Select(n => Order(n, n <= onTime))],
    };

    public static EnterOrder Enter(int number, long position = 0) => new(
        January, Id(number), Number(number), null, SomeAsset, "access", "repair", InJanuary, position);

    public static OrderOutcome Outcome(int number, bool onTime, bool falseReply = false) => new(
        Id(number), Number(number), ContractorId, null, SomeAsset, "access", "Shanghai", "Pudong", "repair", InJanuary,
        "contractor-scope",
        [
            new ClockResult(
                ClockKind.Restore, 330, InJanuary, InJanuary.AddMinutes(200), TimeSpan.FromMinutes(200), TimeSpan.Zero,
                InJanuary.AddMinutes(330), onTime ? ClockOutcome.OnTime : ClockOutcome.Late),
        ],
        falseReply, 0, 0);

    public static ScoreLine Line(this ScoreSheet sheet, string path) => sheet.Lines.Single(l => l.Path == path);

    public static ImmutableArray<FindingFact> Findings(string kind, int count, int levels = 0) =>
    [
        .. Enumerable.Range(1, count).Select(n => new FindingFact(
            NameBasedId.Of(ContractorId, $"{kind} {n}"), kind, Id(n), Number(n), levels, "photo", InJanuary, 0)),
    ];
}
