using FieldOps.Assessment.Recomputes;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Host.Tests.Recomputes.RecomputeHost;

namespace FieldOps.Host.Tests.Recomputes;

/// <summary>A row for each party that changes; the order is asked by one of them, which knows of all.</summary>
public sealed class DifferenceTests
{
    private static readonly ClockVerdict s_kept =
        new(ClockKind.Restore, 330, ClockOutcome.OnTime, TimeSpan.FromMinutes(200));

    private static readonly ClockVerdict s_broken = s_kept with { LimitMinutes = 90, Outcome = ClockOutcome.Late };

    [Fact]
    public void Order_ThatChangesForBothParties_IsAskedByTheRowOfWhoHasIt()
    {
        var rows = Difference.Of(Found(s_broken, s_broken), "2024-02").ToArray();
        rows.Select(r => (r.ContractorId, r.Asks, r.Breaks)).ShouldBe(
            [(Heir, true, (short)1), (Contractor, false, (short)1)]);
        rows[0].Parties().ShouldBe([Heir, Contractor]);
        ShouldExpect(rows[0], s_broken, s_broken);
    }

    [Fact]
    public void Order_ThatChangesForWhoLeftAlone_IsAskedByThatRow()
    {
        var row = Difference.Of(Found(s_kept, s_broken), "2024-02").ShouldHaveSingleItem();
        (row.ContractorId, row.Asks, row.Ended).ShouldBe((Contractor, true, true));
        row.Parties().ShouldBe([Heir, Contractor], ignoreOrder: true);
        ShouldExpect(row, s_kept, s_broken);
        Difference.Of(Found(s_kept, s_kept), "2024-02").ShouldBeEmpty();
        Difference.Of(Found(s_broken, s_kept), "2024-02").ShouldHaveSingleItem().ContractorId.ShouldBe(Heir);
    }

    [Fact]
    public void Order_ThatNothingCanBeSaidOf_IsShownToBoth_AndCountedOnce()
    {
        var rows = Difference.Of(
            RecomputedOrder.Unresolved(Found(s_kept, s_kept).Order, "sla-recompute.rule-set-unknown"), "2024-02")
            .ToArray();
        rows.Select(r => (r.ContractorId, r.Asks)).ShouldBe([(Heir, true), (Contractor, false)]);
        rows.ShouldAllBe(r => r.Code == "sla-recompute.rule-set-unknown");
    }

    // Runs that were stored before parties that left were looked at expect nothing of them; new ones expect none.
    [Fact]
    public void Row_OfARunOfBefore_ExpectsNothingOfWhoLeft()
    {
        var found = Found(s_broken, s_broken);
        var row = Difference.Of(
            found with { Shares = [], Order = found.Order with { Shares = [] } }, "2024-02").ShouldHaveSingleItem();
        row.Expected().Shares!.Value.ShouldBeEmpty();
        var old = row with { Facts = row.Facts[..^1] };
        old.Expected().Shares.ShouldBeNull();
        old.Expected().Lead.ShouldBe([s_broken]);
        old.Parties().ShouldBe([Heir]);
    }

    private static void ShouldExpect(Difference row, ClockVerdict lead, ClockVerdict share)
    {
        var expected = row.Expected();
        expected.Lead.ShouldBe([lead]);
        var left = expected.Shares!.Value.ShouldHaveSingleItem();
        left.ContractorId.ShouldBe(Contractor);
        left.Clocks.ShouldBe([share]);
    }

    private static RecomputedOrder Found(ClockVerdict lead, ClockVerdict share)
    {
        var terms = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json")
            .TermsFor("local-backbone", "U", "major", "repair", null).Terms!;
        var order = new OrderIntervals(
            Id("order"), "GD-1", Heir, new LimitFacts("local-backbone", "U", "major", "repair", null, []), Start, Start,
            terms, 0, new ClockMilestones(), [], [], [], [s_kept])
        {
            Shares = [new ShareIntervals(Contractor, new ClockMilestones(EndedAt: Start), [s_kept])],
        };
        return new RecomputedOrder(order, [s_kept], [lead], null, null)
        {
            Shares = [new RecomputedShare(Contractor, [s_kept], [share])],
        };
    }
}
