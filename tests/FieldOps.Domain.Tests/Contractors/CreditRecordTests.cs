using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>The bad-credit list of domain reference 7.5: two years, every branch, one appeal.</summary>
public sealed class CreditRecordTests
{
    private const string Company = "91310000MA1K35XX8Q";

    private static readonly DateTimeOffset s_day = new(2024, 2, 29, 1, 0, 0, TimeSpan.Zero);
    private static readonly CreditRecordEntity s_entity = new();
    private static readonly Actor s_head = new("head", ActorRoles.DepartmentHead);
    private static readonly Actor s_other = new("other", ActorRoles.DepartmentHead);
    private static readonly Actor s_finance = new("f", ActorRoles.ContractorFinance, new Guid(1, 2, 3, new byte[8]));
    private static readonly ListOrganisation s_wish = new(Company, "DW-A", "data leak", "case 7", 2);

    [Fact]
    public void Listing_LastsTwoYears_FromALeapDayToo()
    {
        var listed = Decisions.Given(s_entity).When(s_wish, s_head, s_day).Next();
        listed.State.Until.ShouldBe(new DateTimeOffset(2026, 2, 28, 1, 0, 0, TimeSpan.Zero));
        listed.State.IsListedAt(listed.State.Until!.Value.AddTicks(-1)).ShouldBeTrue();
        listed.State.IsListedAt(listed.State.Until.Value).ShouldBeFalse();
        listed.When(s_wish, s_head, s_day).ThenRefused(CreditRecordRefusals.AlreadyListed);
        listed.When(s_wish, s_head, s_day.AddYears(3)).ThenTypes(typeof(OrganisationListed));
        Decisions.Given(s_entity).When(s_wish with { Evidence = "" }, s_head, s_day)
            .ThenRefused(CreditRecordRefusals.ReasonMissing);
        Decisions.Given(s_entity).When(s_wish, new Actor("m", ActorRoles.ContractorManager), s_day)
            .ThenRefused(ActorRefusals.RoleNotAllowed);
    }

    [Fact]
    public void Appeal_IsOfTheCompanyItself_Once_AndJudgedByAnother()
    {
        var listed = Decisions.Given(s_entity).When(s_wish, s_head, s_day).Next();
        listed.When(new AppealListing("X", "no"), s_finance, s_day).ThenRefused(CreditRecordRefusals.ContractorOnly);
        listed.When(new AppealListing(Company, "no"), s_head, s_day)
            .ThenRefused(ActorRefusals.RoleNotAllowed);
        listed.When(new DecideListingAppeal(true, "x"), s_other, s_day).ThenRefused(CreditRecordRefusals.NotAppealed);
        var appealed = listed.When(new AppealListing(Company, "not us"), s_finance, s_day).Next();
        appealed.When(new AppealListing(Company, "again"), s_finance, s_day)
            .ThenRefused(CreditRecordRefusals.AlreadyAppealed);
        appealed.When(new DecideListingAppeal(true, "x"), s_head, s_day).ThenRefused(CreditRecordRefusals.SamePerson);
        var lifted = appealed.When(new DecideListingAppeal(true, "x"), s_other, s_day).Next();
        lifted.State.IsListedAt(s_day).ShouldBeFalse();
        lifted.When(new DecideListingAppeal(false, "x"), s_other, s_day)
            .ThenRefused(CreditRecordRefusals.AlreadyAppealed);
    }

    [Fact]
    public void Registration_WhileListed_IsRefusedWithTheDay()
    {
        var entity = new ContractorEntity();
        var wish = new RegisterContractor(
            new Guid(9, 9, 9, new byte[8]), "DW-B", ContractorKind.Contractor, "乙", "B", Company, s_day.AddYears(2));
        Decisions.Given(entity).When(wish, s_head, s_day).ThenRefused(ContractorRefusals.Listed)
            .Facts["until"].ShouldBe("2026-02-28T01:00:00.0000000+00:00");
        Decisions.Given(entity).When(wish, s_head, s_day.AddYears(2)).ThenTypes(typeof(ContractorRegistered));
        Decisions.Given(entity).When(wish with { Organisation = "no code!" }, s_head, s_day)
            .ThenRefused(ContractorRefusals.OrganisationInvalid);
        var known = Decisions.Given(entity).When(wish with { ListedUntil = null }, s_head, s_day).Next();
        known.When(new ReinstateContractor("x"), s_head, s_day).ThenRefused(ActorRefusals.RoleNotAllowed);
        known.When(new ReinstateContractor("x"), s_day).ThenNothing();
    }
}
