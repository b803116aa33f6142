using System.Text.Json;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Two lowest letters: the operator may suspend (domain reference, 7.5).</summary>
public sealed class SuspensionTests
{
    private static readonly DateTimeOffset s_now = new(2024, 3, 5, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_contractor = new(1, 2, 3, new byte[8]);
    private static readonly SuspensionEntity s_entity = new();
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);
    private static readonly Actor s_owner = new("owner", ActorRoles.ContractorManager);

    [Fact]
    public void Results_ThatAllowIt_AreProposedOnce_WithTheirFacts()
    {
        Decisions.Given(s_entity).When(Weigh(), s_now).ThenNothing();
        var grounds = Grounds(("2024-01", 70m), ("2024-02", 60m));
        var open = Decisions.Given(s_entity).When(Weigh(("2024-01", 70m), ("2024-02", 60m)), s_now)
            .Then(new SuspensionProposed(s_contractor, "DW-A", "2024", grounds, 1, null, s_now, 0)).Next();
        open.When(Weigh(("2024-01", 70m), ("2024-02", 60m)), s_now.AddDays(1)).ThenNothing();
        open.When(Weigh(("2024-01", 71m), ("2024-02", 60m)), s_now).Next().State.Grounds!.Results[0].Score
            .ShouldBe(71m);
        open.When(Weigh(("2024-01", 70m), ("2024-02", 60m)), s_head, s_now)
            .ThenRefused(ActorRefusals.RoleNotAllowed);
    }

    [Fact]
    public void Correction_ThatTakesTheGroundsAway_WithdrawsTheProposal()
    {
        var gone = Open().When(Weigh(), s_now).Next();
        gone.State.Status.ShouldBe(SuspensionStatus.Withdrawn);
        gone.When(new ConfirmSuspension("x"), s_head, s_now).ThenRefused(SuspensionRefusals.NotOpen);
        gone.When(Weigh(("2024-01", 70m), ("2024-02", 60m)), s_now).Next().State.Number.ShouldBe(2);
    }

    [Fact]
    public void Head_Confirms_WithReason_AndKnownMonthsDoNotProposeItAgain()
    {
        Open().When(new ConfirmSuspension("x"), s_owner, s_now).ThenRefused(ActorRefusals.RoleNotAllowed);
        Open().When(new ConfirmSuspension(" "), s_head, s_now).ThenRefused(SuspensionRefusals.ReasonMissing);
        Decisions.Given(s_entity).When(new ConfirmSuspension("x"), s_head, s_now)
            .ThenRefused(SuspensionRefusals.Unknown);
        var confirmed = Open().When(new ConfirmSuspension("no hope"), s_head, s_now);
        confirmed.ThenTypes(typeof(SuspensionConfirmed));
        confirmed.Next().When(Weigh(("2024-01", 71m), ("2024-02", 60m)), s_now).ThenNothing();
        confirmed.Next().When(Weigh(), s_now).ThenNothing();
    }

    [Fact]
    public void Confirmed_AndLifted_ItIsProposedAgain_OnAFurtherMonth()
    {
        var confirmed = Open().When(new ConfirmSuspension("no hope"), s_head, s_now).Next();
        var again = confirmed.When(Weigh(("2024-01", 70m), ("2024-02", 60m), ("2024-07", 50m)), s_now).Next();
        (again.State.Status, again.State.Number, again.State.Reason).ShouldBe((SuspensionStatus.Open, 2, null));
        again.When(Weigh(), s_now).Next().State.Status.ShouldBe(SuspensionStatus.Withdrawn);
    }

    [Fact]
    public void OlderWeighing_ThatComesLater_DoesNotTakeTheProposalBack()
    {
        var both = Weigh(("2024-01", 70m), ("2024-02", 60m));
        var open = Decisions.Given(s_entity).When(both with { WeighedAt = 20 }, s_now).Next();
        open.When(Weigh() with { WeighedAt = 10 }, s_now).ThenNothing();
        open.When(Weigh() with { WeighedAt = 30 }, s_now).ThenTypes(typeof(SuspensionWithdrawn));

        // Nor does it propose what a newer one found no grounds for.
        var none = Decisions.Given(s_entity).When(Weigh() with { WeighedAt = 20 }, s_now)
            .Then(new SuspensionWeighed(s_contractor, "DW-A", "2024", 20)).Next();
        (none.State.Status, none.State.Code).ShouldBe((SuspensionStatus.None, "DW-A/2024"));
        none.When(both with { WeighedAt = 10 }, s_now).ThenNothing();
        none.When(new ConfirmSuspension("x"), s_head, s_now).ThenRefused(SuspensionRefusals.Unknown);
    }

    [Fact]
    public void Weighings_InWhateverOrderTheyCome_EndAsTheNewestSays() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var letters = Enumerable.Range(1, random.Next(1, 8)).Select(at => Weigh(
                random.Next(3) == 0
                    ? []
                    : [("2024-01", random.Next(60, 63)), ("2024-02", 60m)]) with { WeighedAt = at }).ToArray();
            var newest = letters[^1];
            random.Shuffle(letters);
            var end = letters.Aggregate(Decisions.Given(s_entity), (given, wish) => given.When(wish, s_now).Next());
            return newest.Grounds is { } grounds
                ? end.State.Status == SuspensionStatus.Open && end.State.Grounds!.Results.SequenceEqual(grounds.Results)
                : end.State.Status is SuspensionStatus.None or SuspensionStatus.Withdrawn;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void LongAfterTheYear_NothingIsProposedAnew_AndAnOpenProposalIsStillKeptTrue()
    {
        var both = Weigh(("2024-01", 70m), ("2024-02", 60m)) with { WeighedAt = 10, ProposedUntil = s_now };
        Decisions.Given(s_entity).When(both, s_now).ThenNothing();
        var open = Decisions.Given(s_entity).When(both, s_now.AddTicks(-1)).Next();
        open.State.Status.ShouldBe(SuspensionStatus.Open);
        open.When(both with { Grounds = null, WeighedAt = 20 }, s_now).ThenTypes(typeof(SuspensionWithdrawn));
        var dismissed = open.When(new DismissSuspension("new crew"), s_head, s_now).Next();
        var third = Weigh(("2024-01", 70m), ("2024-02", 60m), ("2024-03", 60m));
        dismissed.When(third with { WeighedAt = 30, ProposedUntil = s_now }, s_now).ThenNothing();
    }

    [Fact]
    public void EventsOfBefore_WithoutAPosition_AreRead()
    {
        var old = JsonSerializer.Deserialize<SuspensionWithdrawn>(
            """{"withdrawnAt": "2024-03-05T01:00:00Z"}""", PlatformJson.Options)!;
        var state = Open().And(old).State;
        (state.Status, state.WeighedAt).ShouldBe((SuspensionStatus.Withdrawn, 0));
    }

    [Fact]
    public void Dismissed_ItIsProposedAgain_OnAFurtherMonthAlone()
    {
        var dismissed = Open().When(new DismissSuspension("new crew"), s_head, s_now).Next();
        dismissed.When(Weigh(("2024-01", 65m), ("2024-02", 60m)), s_now).ThenNothing();
        var again = dismissed.When(Weigh(("2024-01", 70m), ("2024-02", 60m), ("2024-04", 50m)), s_now).Next();
        (again.State.Status, again.State.Number).ShouldBe((SuspensionStatus.Open, 2));
    }

    private static Given<SuspensionState> Open() =>
        Decisions.Given(s_entity).When(Weigh(("2024-01", 70m), ("2024-02", 60m)), s_now).Next();

    private static SuspensionGrounds Grounds(params (string Month, decimal Score)[] months) =>
        new([.. months.Select(m => new MonthGrade(m.Month, m.Score, "C"))], 2, "C 两次", "two C");

    private static WeighSuspension Weigh(params (string Month, decimal Score)[] months) =>
        new(s_contractor, "DW-A", "2024", months.Length == 0 ? null : Grounds(months), null);
}
