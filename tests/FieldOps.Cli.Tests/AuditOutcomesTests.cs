using System.Text.Json;
using FieldOps.Cli.MonthAudit;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>What orders tell of their ends, held against what their month was frozen with.</summary>
public sealed class AuditOutcomesTests
{
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly Guid s_contractor = NameBasedId.Of(Guid.Empty, "contractor");
    private static readonly Guid s_order = NameBasedId.Of(Guid.Empty, "order");
    private static readonly MonthRef s_january = MonthRef.Of(s_contractor, "C1", new MonthKey(2024, 1), s_zone);

    // Half an hour into the month in Shanghai; by UTC it is the last day of the one before.
    private static readonly DateTimeOffset s_at = s_january.StartsAt.AddMinutes(30);

    [Fact]
    public void Month_ThatHoldsWhatTheOrderTold_Agrees()
    {
        var report = Judge(Ended(ClockOutcome.Late), [Archived(ClockOutcome.Late, 8)]);
        (report.Orders, report.Differences.Count).ShouldBe((1, 0));
    }

    [Fact]
    public void Month_ThatHoldsAnotherEnd_IsFound() =>
        Judge(Ended(ClockOutcome.OnTime), [Archived(ClockOutcome.Late, 8)]).Differences.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                d => d.Figure.ShouldBe("order GD-1"),
                d => d.StoredText!.ShouldContain("restore on-time"),
                d => d.OwnText!.ShouldContain("restore late"));

    [Fact]
    public void Month_ThatNeverHeard_IsFound() =>
        Judge(null, [Archived(ClockOutcome.Late, 8)]).Differences.ShouldHaveSingleItem().StoredText.ShouldBe("-");

    [Fact]
    public void LastWordBeforeTheFreeze_Counts_AndNoneBehindIt()
    {
        (string, object, long)[] told =
        [
            ("work-order.share-closed.v1", Share(ClockOutcome.Late), 8), Archived(ClockOutcome.OnTime, 9),
            Archived(ClockOutcome.Late, 60),
        ];
        Judge(Ended(ClockOutcome.OnTime), told).Differences.ShouldBeEmpty();
        Judge(Ended(ClockOutcome.Late), told).Differences.ShouldHaveSingleItem();
    }

    [Fact]
    public void ShareThatWasWithdrawn_IsNoEnd() =>
        Judge(
            null,
            [
                ("work-order.share-closed.v1", Share(ClockOutcome.Late), 8),
                ("work-order.share-withdrawn.v1",
                    new OrderShareWithdrawn(s_order, "GD-1", s_contractor, "restoration-rejected", s_at, s_at), 9),
            ]).Differences.ShouldBeEmpty();

    private static MonthAuditReport Judge(EndedFact? kept, (string Name, object Body, long Position)[] told)
    {
        var (outcomes, month, report) = (new AuditOutcomes(s_zone), new AuditedMonth(), new MonthAuditReport());
        foreach (var (name, body, position) in told)
        {
            outcomes.Take(name, Json(body), position);
        }

        month.Take("contractor-month.opened.v1", Json(new MonthOpened(s_january)), 50);
        if (kept is not null)
        {
            month.Take(
                "contractor-month.outcome-recorded.v1",
                Json(new MonthOutcomeRecorded(new OrderFact(
                    s_order, "GD-1", null, s_order, "access", "repair", s_at, 7, kept))),
                51);
        }

        month.Take("contractor-month.frozen.v1", Json(new MonthFrozen(59, 1, 0, 0, s_at)), 61);
        outcomes.Judge(month, report);
        return report;
    }

    private static EndedFact Ended(ClockOutcome outcome) => EndedFact.Of(Outcome(outcome), 8);

    private static (string, object, long) Archived(ClockOutcome outcome, long position) =>
        ("work-order.archived.v1", new OrderArchived(Outcome(outcome), null, s_at), position);

    // Of a share only what came of it is read.
    private static object Share(ClockOutcome outcome) => new { outcome = Outcome(outcome) };

    private static OrderOutcome Outcome(ClockOutcome outcome) => new(
        s_order, "GD-1", s_contractor, null, s_order, "access", "Shanghai", "Pudong", "repair", s_at,
        "contractor-scope",
        [
            new ClockResult(
                ClockKind.Restore, 330, s_at, s_at, TimeSpan.FromMinutes(200.51), TimeSpan.Zero, s_at, outcome),
        ],
        false, 0, 1);

    private static JsonElement Json(object happened) =>
        JsonSerializer.SerializeToElement(happened, happened.GetType(), PlatformJson.Options);
}
