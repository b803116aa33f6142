using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Contractors;

public sealed class ContractorEntityTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_id = ContractorIds.Contractor("default", "DW-A");
    private static readonly Actor s_operator = new("op-1", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("head-1", ActorRoles.DepartmentHead);
    private static readonly ContractorEntity s_entity = new();

    private static readonly ContractorRegistered s_registered =
        new(s_id, "DW-A", ContractorKind.Contractor, "甲代维", "Contractor A", s_now, "91310000A");

    private static readonly RegisterContractor s_register =
        new(s_id, "DW-A", ContractorKind.Contractor, "甲代维", "Contractor A", "91310000A");

    [Fact]
    public void Register_NewCode_IsActive()
    {
        var outcome = Decisions.Given(s_entity).When(s_register, s_operator, s_now).Then(s_registered);
        outcome.State.Standing.ShouldBe(ContractorStanding.Active);
    }

    [Fact]
    public void Register_SameAgain_ChangesNothing() =>
        Decisions.Given(s_entity, s_registered).When(s_register, s_operator, s_now).ThenNothing();

    [Fact]
    public void Register_TakenCodeWithOtherKind_IsRefused() =>
        Decisions.Given(s_entity, s_registered)
            .When(s_register with { Kind = ContractorKind.InHouse }, s_operator, s_now)
            .ThenRefused(ContractorRefusals.AlreadyRegistered).Facts["code"].ShouldBe("DW-A");

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("12345678901234567890123456789012345678901")]
    public void Register_BadCode_IsRefused(string code) =>
        Decisions.Given(s_entity).When(s_register with { Code = code }, s_operator, s_now)
            .ThenRefused(ContractorRefusals.CodeInvalid);

    [Fact]
    public void Register_BlankName_IsRefusedWithField() =>
        Decisions.Given(s_entity).When(s_register with { NameZh = " " }, s_operator, s_now)
            .ThenRefused(ContractorRefusals.NameInvalid).Facts["field"].ShouldBe("nameZh");

    // A code means the same company in either case, and nobody leaves a listing behind by naming another.
    [Fact]
    public void Organisation_IsTheSameInEitherCase_AndAListedOneIsNotLeft()
    {
        var known = Decisions.Given(s_entity, s_registered);
        known.When(s_register with { Organisation = "91310000a" }, s_operator, s_now).ThenNothing();
        known.When(new SetOrganisation("91310000a"), s_operator, s_now).ThenNothing();
        var amend = new AmendContractor("甲代维", "Contractor A", "91310000a") { FormerListedUntil = s_now.AddDays(1) };
        known.When(amend, s_operator, s_now).ThenNothing();
        known.When(amend with { Organisation = "91310000B" }, s_operator, s_now)
            .ThenRefused(ContractorRefusals.Listed).Facts["organisation"].ShouldBe("91310000A");
        var set = new SetOrganisation("91310000B") { FormerListedUntil = s_now.AddDays(1) };
        known.When(set, s_operator, s_now).ThenRefused(ContractorRefusals.Listed);
        known.When(set with { FormerListedUntil = s_now }, s_operator, s_now)
            .ThenTypes(typeof(ContractorOrganisationSet));
        ContractorIds.CreditRecords("default", "91310000a").ShouldBe(
            [ContractorIds.CreditRecord("default", "91310000A"), ContractorIds.CreditRecord("default", "91310000a")]);
        ContractorIds.CreditRecords("default", "91310000A").ShouldContain(
            ContractorIds.CreditRecord("default", "91310000a"), "listed in small letters, before");
    }

    // Listings are by company: an outside one that need not name itself would come back under another code.
    [Fact]
    public void Register_OutsideCompanyWithoutItsOrganisation_IsRefused_AnOwnCrewIsNot()
    {
        var unnamed = s_register with { Organisation = null };
        Decisions.Given(s_entity).When(unnamed, s_operator, s_now)
            .ThenRefused(ContractorRefusals.OrganisationRequired);
        Decisions.Given(s_entity).When(unnamed with { Kind = ContractorKind.InHouse }, s_operator, s_now)
            .ThenTypes(typeof(ContractorRegistered));
        // An entry from before stays, and is named later.
        var old = Decisions.Given(s_entity, s_registered with { Organisation = null });
        old.When(unnamed, s_operator, s_now).ThenNothing();
        var amend = new AmendContractor(s_registered.NameZh, s_registered.NameEn, "91310000A");
        old.When(amend, s_operator, s_now)
            .Then(new ContractorOrganisationSet(s_id, "DW-A", "91310000A", s_now));
        old.When(amend with { ListedUntil = s_now.AddDays(1) }, s_operator, s_now)
            .ThenRefused(ContractorRefusals.Listed);
        old.When(amend with { Organisation = null }, s_operator, s_now).ThenNothing();
    }

    [Fact]
    public void Register_ByContractor_IsRefused() =>
        Decisions.Given(s_entity).When(s_register, new Actor("c", ActorRoles.ContractorFinance, s_id), s_now)
            .ThenRefused(ActorRefusals.RoleNotAllowed);

    [Fact]
    public void Amend_UnknownContractor_IsRefused() =>
        Decisions.Given(s_entity).When(new AmendContractor("乙", "B"), s_operator, s_now)
            .ThenRefused(ContractorRefusals.Unknown);

    [Fact]
    public void Amend_OtherNames_AreTaken() =>
        Decisions.Given(s_entity, s_registered).When(new AmendContractor("乙", "B"), s_operator, s_now)
            .Then(new ContractorAmended(s_id, "DW-A", "乙", "B", s_now));

    [Theory]
    [InlineData(ContractorStanding.Restricted)]
    [InlineData(ContractorStanding.Notice)]
    [InlineData(ContractorStanding.Exited)]
    [InlineData(ContractorStanding.Blacklisted)]
    public void ChangeStanding_FromActive_IsRecordedWithReason(ContractorStanding to) =>
        Decisions.Given(s_entity, s_registered).When(new ChangeStanding(to, "two months C"), Actor.System, s_now)
            .Then(new ContractorStandingChanged(
                s_id, "DW-A", ContractorStanding.Active, to, "two months C", s_now));

    [Theory]
    [InlineData(ContractorStanding.Exited, ContractorStanding.Active, false)]
    [InlineData(ContractorStanding.Exited, ContractorStanding.Blacklisted, true)]
    [InlineData(ContractorStanding.Blacklisted, ContractorStanding.Active, false)]
    [InlineData(ContractorStanding.Notice, ContractorStanding.Active, true)]
    public void ChangeStanding_OutOfFinalStandings_IsRefused(
        ContractorStanding from, ContractorStanding to, bool accepted)
    {
        var given = Decisions.Given(
            s_entity,
            s_registered,
            new ContractorStandingChanged(s_id, "DW-A", ContractorStanding.Active, from, "x", s_now));
        var outcome = given.When(new ChangeStanding(to, "y"), Actor.System, s_now);
        if (accepted)
        {
            outcome.State.Standing.ShouldBe(to);
        }
        else
        {
            outcome.ThenRefused(ContractorRefusals.StandingFinal);
        }
    }

    [Fact]
    public void ChangeStanding_WithoutReason_IsRefused() =>
        Decisions.Given(s_entity, s_registered)
            .When(new ChangeStanding(ContractorStanding.Restricted, ""), s_head, s_now)
            .ThenRefused(ContractorRefusals.ReasonMissing);

    // From every standing to every other: what the head alone may, and what nobody may by hand.
    [Fact]
    public void ChangeStanding_ByAnyRole_FollowsFromWhereItLeads()
    {
        foreach (var from in Enum.GetValues<ContractorStanding>())
        {
            foreach (var to in Enum.GetValues<ContractorStanding>().Where(t => t != from))
            {
                var suspends = from == ContractorStanding.Restricted || to == ContractorStanding.Restricted;
                var final = from is ContractorStanding.Exited or ContractorStanding.Blacklisted;
                var ends = to is ContractorStanding.Exited or ContractorStanding.Blacklisted;
                var given = In(from);
                var wish = new ChangeStanding(to, "why");
                var manager = given.When(wish, s_operator, s_now).Decision.Refusal?.Code;
                var head = given.When(wish, s_head, s_now).Decision.Refusal?.Code;
                head.ShouldBe(
                    final && !(from == ContractorStanding.Exited && to == ContractorStanding.Blacklisted)
                        ? ContractorRefusals.StandingFinal
                        : ends ? ContractorRefusals.StandingNotByHand : null,
                    $"{from} {to}");
                manager.ShouldBe(suspends ? ActorRefusals.RoleNotAllowed : head, $"{from} {to}");
            }
        }
    }

    [Fact]
    public void Notice_OfAnExit_LiftsNoSuspension_AndOutlivesIt()
    {
        var both = In(ContractorStanding.Restricted)
            .When(new ChangeStanding(ContractorStanding.Notice, "exit"), Actor.System, s_now).Next();
        (both.State.Standing, both.State.NoticeRuns).ShouldBe((ContractorStanding.Restricted, true));
        both.When(new ChangeStanding(ContractorStanding.Notice, "exit"), Actor.System, s_now).ThenNothing();
        both.When(new ChangeStanding(ContractorStanding.Active, "better"), s_head, s_now).Next().State.Standing
            .ShouldBe(ContractorStanding.Notice);
        both.When(new ChangeStanding(ContractorStanding.Exited, "gone"), Actor.System, s_now).Next().State.NoticeRuns
            .ShouldBeFalse();

        // The other way about: a suspension that is confirmed while the notice runs.
        var suspended = In(ContractorStanding.Notice)
            .When(new ChangeStanding(ContractorStanding.Restricted, "two C"), Actor.System, s_now).Next();
        suspended.When(new ChangeStanding(ContractorStanding.Active, "better"), s_head, s_now).Next().State.Standing
            .ShouldBe(ContractorStanding.Notice);
    }

    [Fact]
    public void Reinstated_ComesBackToWhereItStood_AndAVoidExitEndsTheNoticeAlone()
    {
        var list = new ChangeStanding(ContractorStanding.Blacklisted, "leak");
        var lift = new ReinstateContractor("another company");
        var end = new EndNotice("void");
        foreach (var before in (ContractorStanding[])
            [ContractorStanding.Active, ContractorStanding.Restricted, ContractorStanding.Notice])
        {
            In(before).When(list, Actor.System, s_now).Next().When(lift, Actor.System, s_now).Next().State.Standing
                .ShouldBe(before);
        }

        In(ContractorStanding.Notice).When(end, Actor.System, s_now).Next().State.Standing
            .ShouldBe(ContractorStanding.Active);
        var both = In(ContractorStanding.Notice)
            .When(new ChangeStanding(ContractorStanding.Restricted, "two C"), Actor.System, s_now).Next();
        var ended = both.When(end, Actor.System, s_now).Next();
        (ended.State.Standing, ended.State.NoticeRuns).ShouldBe((ContractorStanding.Restricted, false));
        ended.When(end, Actor.System, s_now).ThenNothing();
        both.When(end, s_head, s_now).ThenRefused(ActorRefusals.RoleNotAllowed);
    }

    [Fact]
    public void Reinstated_WhoHadLeft_StaysAway_WhetherItLeftBeforeTheListingOrMeanwhile()
    {
        var list = new ChangeStanding(ContractorStanding.Blacklisted, "leak");
        var leave = new ChangeStanding(ContractorStanding.Exited, "gone");
        var lift = new ReinstateContractor("another company");
        var before = In(ContractorStanding.Exited).When(list, Actor.System, s_now).Next();
        var lifted = before.When(lift, Actor.System, s_now)
            .Then(new ContractorStandingChanged(
                s_id, "DW-A", ContractorStanding.Blacklisted, ContractorStanding.Exited, "another company", s_now))
            .Next();
        lifted.When(list, Actor.System, s_now).Next().When(lift, Actor.System, s_now).Next().State.Standing
            .ShouldBe(ContractorStanding.Exited, "listed and lifted again");

        var meanwhile = In(ContractorStanding.Notice).When(list, Actor.System, s_now).Next()
            .When(leave, Actor.System, s_now).Next();
        (meanwhile.State.Standing, meanwhile.State.StandingReason, meanwhile.State.HasLeft)
            .ShouldBe((ContractorStanding.Blacklisted, "leak", true));
        meanwhile.When(leave, Actor.System, s_now).ThenNothing();
        meanwhile.When(leave, s_head, s_now).ThenRefused(ContractorRefusals.StandingFinal);
        meanwhile.When(lift, Actor.System, s_now).Next().State.Standing.ShouldBe(ContractorStanding.Exited);
    }

    [Fact]
    public void Exit_BegunWhileListed_GivesItsNotice_WhichOutlivesTheListing()
    {
        var listed = In(ContractorStanding.Blacklisted)
            .When(new ChangeStanding(ContractorStanding.Notice, "exit"), Actor.System, s_now).Next();
        (listed.State.Standing, listed.State.NoticeRuns).ShouldBe((ContractorStanding.Blacklisted, true));
        listed.When(new ReinstateContractor("another company"), Actor.System, s_now).Next().State.Standing
            .ShouldBe(ContractorStanding.Notice);
    }

    // An exit for being listed is void once the listing is, also where it had been completed.
    [Fact]
    public void VoidExit_ThatWasCompleted_BringsBackWhoStood()
    {
        var end = new EndNotice("void");
        In(ContractorStanding.Exited).When(end, Actor.System, s_now).Next().State.Standing
            .ShouldBe(ContractorStanding.Active);
        var suspended = In(ContractorStanding.Restricted)
            .When(new ChangeStanding(ContractorStanding.Exited, "gone"), Actor.System, s_now).Next();
        suspended.When(end, Actor.System, s_now).Next().State.Standing.ShouldBe(ContractorStanding.Restricted);
        var listed = In(ContractorStanding.Blacklisted)
            .When(new ChangeStanding(ContractorStanding.Exited, "gone"), Actor.System, s_now).Next()
            .When(end, Actor.System, s_now).Next();
        (listed.State.Standing, listed.State.HasLeft).ShouldBe((ContractorStanding.Blacklisted, false));

        // Told again, the end of that exit is none of the one that followed it.
        var again = In(ContractorStanding.Active)
            .When(new ChangeStanding(ContractorStanding.Exited, "gone", 12), Actor.System, s_now).Next();
        again.When(new EndNotice("void", 9), Actor.System, s_now).ThenNothing();
        again.When(new EndNotice("void", 13), Actor.System, s_now).Next().State.Standing
            .ShouldBe(ContractorStanding.Active);
    }

    // What is retried by hand is told after later words: in whatever order they come, the last one in the log holds.
    [Theory]
    [InlineData("notice", ContractorStanding.Notice)]
    [InlineData("notice void", ContractorStanding.Active)]
    [InlineData("notice gone", ContractorStanding.Exited)]
    [InlineData("notice gone void", ContractorStanding.Active)]
    [InlineData("notice void notice", ContractorStanding.Notice)]
    [InlineData("notice gone void notice", ContractorStanding.Notice)]
    [InlineData("notice void notice gone", ContractorStanding.Exited)]
    public void Exits_ToldInAnyOrder_EndAlike(string told, ContractorStanding ends)
    {
        ICommand[] inOrder = [.. told.Split(' ').Select((word, at) => Told(word, 10 * (at + 1)))];
        foreach (var from in (ContractorStanding[])
            [ContractorStanding.Active, ContractorStanding.Restricted, ContractorStanding.Blacklisted])
        {
            var expected = After(from, inOrder);
            expected.Standing.ShouldBe(
                from == ContractorStanding.Active || (from, ends) is (ContractorStanding.Restricted,
                    ContractorStanding.Exited)
                    ? ends
                    : from);
            foreach (var order in Orders(inOrder))
            {
                var state = After(from, order);
                (state.Standing, state.NoticeRuns, state.HasLeft, state.Suspended).ShouldBe(
                    (expected.Standing, expected.NoticeRuns, expected.HasLeft, expected.Suspended),
                    $"{from}: {string.Join(", ", order.Select(o => $"{o}"))}");
                After(from, [.. order, .. inOrder]).ShouldBe(state, "told again it changes nothing");
            }
        }
    }

    private static ICommand Told(string word, long from) => word switch
    {
        "notice" => new ChangeStanding(ContractorStanding.Notice, "exit", from),
        "gone" => new ChangeStanding(ContractorStanding.Exited, "exit completed", from),
        _ => new EndNotice("void", from),
    };

    private static ContractorState After(ContractorStanding from, IEnumerable<ICommand> told)
    {
        var contractor = In(from);
        foreach (var command in told)
        {
            contractor = contractor.And(contractor.When(command, Actor.System, s_now).Events);
        }

        return contractor.State;
    }

    private static IEnumerable<ICommand[]> Orders(ICommand[] of) => of.Length == 1
        ? [of]
        : of.SelectMany((first, at) =>
            Orders([.. of[..at], .. of[(at + 1)..]]).Select(rest => (ICommand[])[first, .. rest]));

    private static Given<ContractorState> In(ContractorStanding standing) =>
        standing == ContractorStanding.Active
            ? Decisions.Given(s_entity, s_registered)
            : Decisions.Given(
                s_entity, s_registered,
                new ContractorStandingChanged(s_id, "DW-A", ContractorStanding.Active, standing, "x", s_now));
}
