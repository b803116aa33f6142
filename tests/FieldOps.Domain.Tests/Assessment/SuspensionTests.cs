using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

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
            .Then(new SuspensionProposed(s_contractor, "DW-A", "2024", grounds, 1, null, s_now)).Next();
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
    public void Head_Confirms_WithReason_AndItIsNotProposedAgain()
    {
        Open().When(new ConfirmSuspension("x"), s_owner, s_now).ThenRefused(ActorRefusals.RoleNotAllowed);
        Open().When(new ConfirmSuspension(" "), s_head, s_now).ThenRefused(SuspensionRefusals.ReasonMissing);
        Decisions.Given(s_entity).When(new ConfirmSuspension("x"), s_head, s_now)
            .ThenRefused(SuspensionRefusals.Unknown);
        var confirmed = Open().When(new ConfirmSuspension("no hope"), s_head, s_now);
        confirmed.ThenTypes(typeof(SuspensionConfirmed));
        confirmed.Next().When(Weigh(("2024-01", 70m), ("2024-02", 60m), ("2024-03", 1m)), s_now).ThenNothing();
        confirmed.Next().When(Weigh(), s_now).ThenNothing();
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
