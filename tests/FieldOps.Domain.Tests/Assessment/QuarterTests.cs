using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Quarterly settlements (domain reference, 7.6).</summary>
public sealed class QuarterTests
{
    private static readonly QuarterSettlementEntity s_entity = new();
    private static readonly DateTimeOffset s_inApril = new(2024, 4, 3, 4, 0, 0, TimeSpan.Zero);
    private static readonly Actor s_otherHead = new("other-head", ActorRoles.DepartmentHead);

    private static readonly QuarterRef s_quarter =
        QuarterRef.Of(ContractorId, "DW-A", new QuarterKey(2024, 1), Zone);

    private static readonly DrawQuarter s_draw =
        new(s_quarter, [Month("2024-01", 1, 100m), Month("2024-02", 2, 80.5m), Month("2024-03", 1, 0.01m)], [], null);

    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    private static readonly Dictionary<string, IEvent> s_samples = new(StringComparer.Ordinal)
    {
        ["quarter-settlement.drawn.v1"] = new QuarterDrawn(
            s_quarter, 2, [Month("2024-01", 1, 100m)], 100m, "meter", "a", s_inApril),
        ["quarter-settlement.confirmed.v1"] = new QuarterConfirmed(2, "f", s_inApril),
        ["quarter-settlement.settled.v1"] = new QuarterSettled(2, 90m, 10m, "h", s_inApril),
    };

    public static TheoryData<string> Names => [.. s_entity.Events.Keys.Order()];

    /// <summary>The stored form of every event: it is read for ever.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsStoredAsTheGoldenFileSays(string name)
    {
        var (sample, type) = (s_samples[name], s_entity.Events[name]);
        sample.ShouldBeOfType(type);
        var text = JsonSerializer.Serialize(sample, type, s_indented);
        RepoFiles.ShouldMatchGolden($"tests/FieldOps.Domain.Tests/golden/{name}.json", text);
        var back = JsonSerializer.Deserialize(text, type, PlatformJson.Options)!;
        JsonSerializer.Serialize(back, type, s_indented).ShouldBe(text);
    }

    [Theory]
    [InlineData("2024-Q1", "2024-01", "2024-03")]
    [InlineData("2024-Q4", "2024-10", "2024-12")]
    public void Key_WrittenAndRead_HasItsThreeMonths(string text, string first, string last)
    {
        QuarterKey.TryParse(text, out var quarter).ShouldBeTrue();

        quarter.ToString().ShouldBe(text);
        quarter.Months.Length.ShouldBe(3);
        (quarter.Months[0].ToString(), quarter.Months[^1].ToString()).ShouldBe((first, last));
    }

    [Theory]
    [InlineData("2024-Q5")]
    [InlineData("2024-Q0")]
    [InlineData("2024-q1")]
    [InlineData("2024Q1")]
    [InlineData("24-Q1")]
    [InlineData("1024-Q1")]
    [InlineData(null)]
    public void Key_OfAnythingElse_IsNone(string? text) => QuarterKey.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Drawn_AddsItsSettledMonthsUp_AndTheSameSheetsChangeNothing()
    {
        var drawn = Drawn();

        var edition = drawn.State.Editions.ShouldHaveSingleItem();
        (edition.Number, edition.TotalCny, edition.DrawnBy).ShouldBe((1, 180.51m, "assessor"));
        drawn.State.Code.ShouldBe("DW-A/2024-Q1");
        drawn.When(s_draw with { Reason = "again" }, Assessor, s_inApril).ThenNothing();
    }

    [Fact]
    public void Drawing_ThatMayNotBe_IsRefused()
    {
        var none = Decisions.Given(s_entity);

        none.When(s_draw, Assessor, s_quarter.EndsAt.AddTicks(-1)).ThenRefused(QuarterRefusals.NotOver);
        none.When(s_draw with { Unsettled = ["2024-02"] }, Assessor, s_inApril)
            .ThenRefused(QuarterRefusals.MonthsOpen).Facts["months"].ShouldBe("2024-02");
        none.When(s_draw with { Months = [] }, Assessor, s_inApril).ThenRefused(QuarterRefusals.Empty);
        none.When(s_draw, Finance, s_inApril).ThenRefused(ActorRefusals.RoleNotAllowed);
        none.When(new ConfirmQuarter(1), Finance, s_inApril).ThenRefused(QuarterRefusals.Unknown);
        none.When(new SettleQuarter(1, []), Head, s_inApril).ThenRefused(QuarterRefusals.Unknown);
    }

    [Fact]
    public void Settled_BySomebodyElse_PaysItsTotalOnce()
    {
        var confirmed = Drawn().When(new ConfirmQuarter(1), Finance, s_inApril);
        confirmed.Single<QuarterConfirmed>().By.ShouldBe("finance");

        var settled = confirmed.Next().When(Settle(1, s_draw), Head, s_inApril);

        settled.Single<QuarterSettled>().PayCny.ShouldBe(180.51m);
        settled.State.Editions[0].Confirmed!.By.ShouldBe("finance");
        settled.State.PaidCny().ShouldBe(180.51m);
        settled.Next().When(Settle(1, s_draw), s_otherHead, s_inApril).ThenNothing();
    }

    [Fact]
    public void Settling_WhatIsNotTheirs_IsRefused()
    {
        var byHead = Decisions.Given(s_entity).When(s_draw, Head, s_inApril).Next();
        byHead.When(Settle(1, s_draw), Head, s_inApril).ThenRefused(QuarterRefusals.SamePerson);
        byHead.When(Settle(1, s_draw), Assessor, s_inApril).ThenRefused(ActorRefusals.RoleNotAllowed);
        byHead.When(Settle(2, s_draw), s_otherHead, s_inApril).ThenRefused(QuarterRefusals.EditionStale);
        var foreign = new Actor("x", ActorRoles.ContractorFinance, Id(1));
        byHead.When(new ConfirmQuarter(1), foreign, s_inApril).ThenRefused(QuarterRefusals.Unknown);
        byHead.When(new ConfirmQuarter(2), Finance, s_inApril).ThenRefused(QuarterRefusals.EditionStale);
        // A month was opened again and has no settled sheet now; and one has another sheet.
        byHead.When(Settle(1, s_draw with { Months = s_draw.Months[1..] }), s_otherHead, s_inApril)
            .ThenRefused(QuarterRefusals.Outdated).Facts["months"].ShouldBe("2024-01");
        byHead.When(Settle(1, Reopened), s_otherHead, s_inApril)
            .ThenRefused(QuarterRefusals.Outdated).Facts["months"].ShouldBe("2024-02");
    }

    // The only department head has drawn it up, and may not settle it.
    [Fact]
    public void NotSettled_AnotherPersonDrawsTheSameSheetsUpAnew_WithAReason()
    {
        var byHead = Decisions.Given(s_entity).When(s_draw, Head, s_inApril).Next();
        byHead.When(s_draw, Assessor, s_inApril).ThenNothing();
        byHead.When(s_draw with { Reason = "mine" }, Head, s_inApril).ThenNothing();

        var anew = byHead.When(s_draw with { Reason = "the head signs" }, Assessor, s_inApril).Next();

        (anew.State.Latest()!.Number, anew.State.Latest()!.DrawnBy).ShouldBe((2, "assessor"));
        var settled = anew.When(Settle(2, s_draw), Head, s_inApril).Next();
        settled.State.PaidCny().ShouldBe(180.51m);
        settled.When(s_draw with { Reason = "again" }, s_otherHead, s_inApril).ThenNothing();
    }

    [Theory]
    [InlineData("70.5", "-10")]
    [InlineData("90", "9.5")]
    public void MonthSettledAnew_LeadsToAnEditionThatPaysTheDifference(string anew, string difference)
    {
        var february = decimal.Parse(anew, CultureInfo.InvariantCulture);
        var pays = decimal.Parse(difference, CultureInfo.InvariantCulture);
        var settled = Drawn().When(Settle(1, s_draw), Head, s_inApril).Next();
        var again = s_draw with { Months = s_draw.Months.SetItem(1, Month("2024-02", 3, february)) };
        settled.When(again, Assessor, s_inApril).ThenRefused(QuarterRefusals.ReasonMissing);

        var second = settled.When(again with { Reason = "meter" }, Assessor, s_inApril);
        var paid = second.Next().When(Settle(2, again), Head, s_inApril);

        paid.Single<QuarterSettled>().ShouldBe(new QuarterSettled(2, 180.51m, pays, "head", s_inApril));
        paid.State.PaidCny().ShouldBe(100.01m + february);
        Decisions.Shown(paid.State.Editions[0]).ShouldBe(Decisions.Shown(settled.State.Editions[0]));
    }

    private static DrawQuarter Reopened =>
        s_draw with { Months = s_draw.Months.SetItem(1, Month("2024-02", 3, 70m)) };

    private static Given<QuarterState> Drawn() =>
        Decisions.Given(s_entity).When(s_draw, Assessor, s_inApril).Next();

    private static SettleQuarter Settle(int edition, DrawQuarter now) =>
        new(edition, [.. now.Months.Select(m => m.Sheet())]);

    private static QuarterMonth Month(string month, int sheet, decimal total) =>
        new(month, sheet, 96m, "A", new Statement("score-linked", 96m, [], total));
}
