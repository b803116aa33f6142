using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>A January of twenty orders, two of them late, on its way to the money: 95 points of 120,000 CNY.</summary>
internal static class MonthWalks
{
    public static readonly ContractorMonthEntity Entity = new();
    public static readonly ImmutableArray<FeeLine> Fees = [new(Id(77), "L1", 120_000m, 31, 31)];
    public static readonly Actor Deputy = new("deputy", ActorRoles.DepartmentHead);
    public static readonly MonthRef February = MonthRef.Of(ContractorId, "DW-A", new MonthKey(2024, 2), Zone);

    public static readonly ScoringScheme Scheme = Seed3 with
    {
        SignOff = SignOff.ConfirmThenApprove, Appeal = new AppealRules(5, SilenceMeans.Agreement, "test"),
    };

    public static Given<MonthState> Open(params IEnumerable<ICommand> before)
    {
        var month = Decisions.Given(Entity);
        foreach (var number in Enumerable.Range(1, 20))
        {
            month = month.When(new RecordOutcome(January, Outcome(number, number <= 18), 4), InJanuary).Next();
        }

        return before.Aggregate(month, (so, wish) => so.When(wish, Assessor, InJanuary).Next());
    }

    public static Given<MonthState> Computed(this Given<MonthState> open) =>
        open.When(new FreezeMonth(January, 9, OpenOrdersAtFreeze.Carry), Assessor, InFebruary).Next().Again();

    /// <summary>The next sheet.</summary>
    public static Given<MonthState> Again(this Given<MonthState> month) =>
        month.When(new ComputeSheet(Scheme, Fees), Assessor, InFebruary).Next();

    public static Given<MonthState> Settled(this Given<MonthState> computed) =>
        computed.When(new ConfirmSheet(null), Finance, InFebruary).Next()
            .When(new ApproveSheet(null), Head, InFebruary).Next()
            .When(new PublishSheet(), Assessor, InFebruary).Next()
            .When(new SettleMonth(), Assessor, InFebruary).Next();

    public static Given<MonthState> Reopened(this Given<MonthState> month) =>
        month.When(new AskReopening("found later"), Assessor, InFebruary).Next()
            .When(new ReopenMonth(), Deputy, InFebruary).Next();

    public static MonthCorrection Corrected(this Given<MonthState> month) =>
        month.When(new CorrectMonth(Scheme, February, "found later"), Assessor, InFebruary)
            .Single<MonthCorrectionComputed>().Correction;

    public static RecordViolation Breach(ViolationClass @class, decimal? points = null, string? late = null) => new(
        January, Id(50), @class, "data-leak", points, "case 7", InJanuary, Seed3.Credit)
    {
        LateReason = late,
    };

    /// <summary>A fine of 300 CNY each.</summary>
    public static WorkFact Fine(int count, int id = 95) => new(
        Id(id), "line-prices", 1, "photo", "", default,
        Fine: new PricedCount(new UnitPrice("no-guard", "未盯防", "No guard", 300m, "7.6"), count));
}
