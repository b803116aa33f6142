using System.Text.Json;
using FieldOps.Cli.MonthAudit;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Serialization;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>What the second calculator knows of a month at a position of the log.</summary>
public sealed class AuditedMonthTests
{
    private static readonly DateTimeOffset s_day = new(2024, 1, 31, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_order = NameBasedId.Of(Guid.Empty, "order");

    // An objection is known from where it was decided; one of a log from before that was kept, always.
    [Theory]
    [InlineData(60L, 59, 1)]
    [InlineData(60L, 60, 0)]
    [InlineData(null, 59, 0)]
    public void Objection_Upheld_TakesItsOrderOutFromItsPositionOn(long? decided, long position, int orders)
    {
        var month = new AuditedMonth();
        month.Take("contractor-month.outcome-recorded.v1", Json(new MonthOutcomeRecorded(new OrderFact(
            s_order, "GD-1", null, s_order, "access", "repair", s_day, 7,
            new EndedFact(
                "contractor-scope", [new ClockFact(ClockKind.Restore, ClockOutcome.Late, 1, 61)], 0, 0, 8)))), 8);
        month.Take("contractor-month.dispute-decided.v1", Json(new MonthDisputeDecided(
            s_order, new DisputeDecided(true, "not theirs", "a", s_day),
            new SheetAdjustment(s_order, "kpi", s_order, null, "not theirs", "a", s_day, decided))), 60);

        month.EndedAt(position).Count().ShouldBe(orders);
    }

    // A recompute that the log told behind the freeze leaves what it replaced, as it does in the product.
    [Fact]
    public void Recompute_BehindTheFreeze_LeavesWhatItReplaced()
    {
        EndedFact before = new(
            "contractor-scope", [new ClockFact(ClockKind.Restore, ClockOutcome.Late, 1, 61)], 0, 0, 8);
        var month = new AuditedMonth();
        month.Take("contractor-month.outcome-recorded.v1", Json(new MonthOutcomeRecorded(new OrderFact(
            s_order, "GD-1", null, s_order, "access", "repair", s_day, 7,
            before with { From = 60, Attribution = "customer", Before = before }))), 60);
        month.Take("contractor-month.frozen.v1", Json(new MonthFrozen(59, 1, 0, 0, s_day)), 61);

        month.Orders[s_order].GetProperty("ended").GetProperty("attribution").GetString().ShouldBe("contractor-scope");
    }

    // What was upheld of a lot is gone when the lot comes to pay by other fees; older logs do not say which they were.
    [Theory]
    [InlineData(true, 120_000, 123_500)]
    [InlineData(true, 130_000, 123_500)]
    [InlineData(false, 130_000, 133_000)]
    public void AdjustmentOfALot_HoldsForTheFeesThatItWasDecidedOn(bool kept, int fee, int total)
    {
        var month = new AuditedMonth { Fees = [new AuditedFee("L1", 120_000m, 31, 31)] };
        month.Take("contractor-month.dispute-decided.v1", Json(new MonthDisputeDecided(
            s_order, new DisputeDecided(true, "130,000", "a", s_day),
            new SheetAdjustment(s_order, "lot/L1", null, null, "130,000", "a", s_day, 60, 123_500m, 114_000m)
            {
                Fees = kept ? [new FeeLine(s_order, "L1", 120_000m, 31, 31)] : null,
            })), 60);
        month.Fees = [new AuditedFee("L1", fee, 31, 31)];
        var scheme = JsonSerializer.SerializeToElement(new { settlement = new { model = "score-linked" } });

        AuditMoney.TotalOf(month, 95m, scheme).ShouldBe(total);
    }

    private static JsonElement Json<T>(T happened) => JsonSerializer.SerializeToElement(happened, PlatformJson.Options);
}
