using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Every command of a month against every role (domain reference, 3.4).</summary>
public sealed class MonthRightsTests
{
    private static readonly ContractorMonthEntity s_entity = new();

    private static readonly HashSet<string> s_refusals =
        [ActorRefusals.RoleNotAllowed, MonthRefusals.ContractorOnly];

    public static TheoryData<string, string> Allowed => new()
    {
        { "enter-order", "system" },
        { "record-outcome", "system" },
        { "correct-outcome", "system" },
        { "withdraw-order", "system" },
        { "carry-correction", "system" },
        { "record-finding", "system contractor-manager department-head qa-reviewer" },
        { "record-violation", "system contractor-manager department-head qa-reviewer" },
        { "record-mark", "system contractor-manager department-head" },
        { "correct-mark", "system contractor-manager department-head" },
        { "record-reading", "system contractor-manager department-head" },
        { "correct-reading", "system contractor-manager department-head" },
        { "record-work", "system contractor-manager department-head" },
        { "withdraw-work", "system contractor-manager department-head" },
        { "freeze", "system contractor-manager department-head" },
        { "compute", "system contractor-manager department-head" },
        { "compute-rolled", "system contractor-manager department-head" },
        { "compute-counted", "system contractor-manager department-head" },
        { "decide-dispute", "system contractor-manager department-head" },
        { "publish", "system contractor-manager department-head" },
        { "settle", "system contractor-manager department-head" },
        { "ask-reopening", "system contractor-manager department-head" },
        { "decline-reopening", "system contractor-manager department-head" },
        { "correct", "system contractor-manager department-head" },
        { "approve", "department-head" },
        { "reopen", "department-head" },
        { "confirm", "contractor-finance" },
        { "dispute", "contractor-finance" },
        { "dispute-lines", "contractor-finance" },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Command_IsForItsRolesAlone(string name, string roles)
    {
        var command = (ICommand)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(
            s_entity.Commands["contractor-month." + name]);
        var state = MonthState.None with { Month = January };
        var contractors = roles == ActorRoles.ContractorFinance;
        foreach (var role in ActorRoles.All)
        {
            var own = MonthRights.RefusalOf(state, command, new Actor("a", role, contractors ? ContractorId : null));
            (own is null).ShouldBe(roles.Split(' ').Contains(role), $"{name} by {role}");
            var other = MonthRights.RefusalOf(
                state, command, new Actor("a", role, contractors ? Id(1) : ContractorId)).ShouldNotBeNull();
            s_refusals.ShouldContain(other.Code);
        }
    }

    [Fact]
    public void EveryCommand_HasItsRoles() =>
        s_entity.Commands.Keys.Select(k => k["contractor-month.".Length..]).Order()
            .ShouldBe(Allowed.Select(row => (string)row[0]).Order());

    [Fact]
    public void Month_AsksForTheRole_BeforeAnythingElse() =>
        s_entity.Decide(MonthState.None with { Month = January }, new SettleMonth(),
                new Actor("a", ActorRoles.Auditor), InFebruary)
            .Refusal!.Code.ShouldBe(ActorRefusals.RoleNotAllowed);
}
