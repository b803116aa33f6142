using System.Collections.Immutable;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Contractors.RegisterSamples;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>Papers with ends, bases, teams and people of domain reference 3.2, 3.3 and 9.1.</summary>
public sealed class RegisterTests
{
    private static readonly ContractorFileEntity s_file = new();
    private static readonly PersonEntity s_person = new();

    [Fact]
    public void Notices_OfAnyEnd_AreToldOnceEach_NearestFirstWhenLate_AndNeverAfterTheLast()
    {
        var law = Prop.ForAll(
            Gen.Choose(0, 400).ArrayOf().Select(d => d.Distinct().OrderDescending().ToImmutableArray()).ToArbitrary(),
            Gen.Choose(0, 90).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary(),
            (days, steps) =>
            {
                var expiry = new Expiry(Day.AddDays(400), days);
                var (now, told) = (Day, new List<int>());
                foreach (var step in steps)
                {
                    now = now.AddDays(step);
                    if (expiry.DueAt(now) is { } due)
                    {
                        told.Add(due);
                        expiry = expiry with { ToldDays = due };
                        expiry.DueAt(now).ShouldBeNull();
                    }

                    (expiry.NextNoticeAt is not { } next || next > now).ShouldBeTrue();
                }

                told.ShouldBe(told.Distinct().OrderDescending());
                told.ShouldAllBe(d => days.Contains(d));
            });
        law.Check(Config.QuickThrowOnFailure.WithReplay(20_24, 7));
    }

    [Fact]
    public void Qualification_IsToldOfAsItsEndComesNear_AndARenewalStartsAnew()
    {
        var recorded = Decisions.Given(s_file)
            .When(new RecordQualification(Contractor, "DW-A", Paper(days: 100)), Office, Day).Next();
        recorded.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(Day.AddDays(10));
        recorded.When(new DeadlineReached("expiry", Day), Day.AddDays(9)).ThenTypes();
        var late = recorded.When(new DeadlineReached("expiry", Day), Day.AddDays(95));
        late.Then(new QualificationExpiring(
            Contractor, "DW-A", "line-a", "work-at-height", Day.AddDays(100), 7, Day.AddDays(95)));
        late.Next().Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(Day.AddDays(100));
        var renewed = late.Next()
            .When(new RecordQualification(Contractor, "DW-A", Paper(days: 500)), Office, Day.AddDays(96)).Next();
        renewed.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(Day.AddDays(410));
        renewed.When(new RecordQualification(Contractor, "DW-A", Paper(days: 500)), Office, Day).ThenTypes();
    }

    [Fact]
    public void File_IsOfItsContractorAndTheOperatorAlone()
    {
        var wish = new RecordQualification(Contractor, "DW-A", Paper());
        Decisions.Given(s_file).When(wish, Stranger, Day).ThenRefused(ContractorFileRefusals.NotAllowed);
        var file = Decisions.Given(s_file).When(wish, Manager, Day).Next();
        file.When(new WithdrawQualification("line-a", "x"), Stranger, Day)
            .ThenRefused(ContractorFileRefusals.NotAllowed);
        file.When(new WithdrawQualification("line-b", "x"), Manager, Day).ThenRefused(CredentialCheck.Unknown);
        file.When(new WithdrawQualification("line-a", " "), Manager, Day).ThenRefused("contractor.reason-missing");
        file.When(new WithdrawQualification("line-a", "x"), Manager, Day).Next().Deadlines.ShouldBeEmpty();
        Decisions.Given(s_file).When(new CloseBaseSite("B", "x"), Manager, Day)
            .ThenRefused(ContractorFileRefusals.Unknown);
    }

    // An expired paper keeps orders away: by its own word the company does not bring them back.
    [Fact]
    public void ExpiredPaper_IsLiftedByTheOperatorAlone()
    {
        var file = Decisions.Given(s_file)
            .When(new RecordQualification(Contractor, "DW-A", Paper()), Office, Day).Next();
        file.State.Qualifications["line-a"].Pending.ShouldBeNull();
        file.When(new WithdrawQualification("line-a", "x"), Office, Day)
            .ThenRefused(ContractorFileRefusals.OperatorWithdraws);
        var later = Day.AddDays(200);
        var inTime = new RecordQualification(Contractor, "DW-A", Paper(days: 900));
        file.When(inTime, Office, later.AddTicks(-1)).State.Qualifications["line-a"].Pending.ShouldBeNull();
        foreach (var code in (string[])["line-a", "line-b"])
        {
            var own = new RecordQualification(Contractor, "DW-A", Paper(code, days: 900));
            var handedIn = file.When(own, Office, later).Next();
            var paper = handedIn.State.Qualifications[code];
            (paper.Pending, paper.HoldsAt(later)).ShouldBe((true, false));
            handedIn.When(own, Office, later).ThenTypes();
            handedIn.When(own with { Paper = Paper("line-c", days: 950) }, Office, later).State
                .Qualifications["line-c"].Pending.ShouldBe(true);
            var accepted = handedIn.When(own, Manager, later);
            accepted.ThenTypes(typeof(QualificationRecorded));
            accepted.State.Qualifications[code].HoldsAt(later).ShouldBeTrue();
            accepted.Next().When(own, Office, later).ThenTypes();
        }
    }

    [Theory]
    [InlineData("not a code", 100, "credential.invalid")]
    [InlineData("good", -1, "credential.expired")]
    [InlineData("good", -500, "credential.period-invalid")]
    [InlineData("good", 30_000, "credential.period-invalid")]
    public void Paper_ThatCannotHold_IsRefused(string code, int days, string refusal) =>
        Decisions.Given(s_file).When(new RecordQualification(Contractor, "DW-A", Paper(code, days: days)), Manager, Day)
            .ThenRefused(refusal);

    [Fact]
    public void Base_WithATeam_IsNotClosed()
    {
        var at = new BaseSite("B1", "基地", "Base", "Shanghai", "Pudong");
        var team = new CrewTeam("T1", "一班", "Team", "line", "B1");
        Decisions.Given(s_file).When(new PutTeam(Contractor, "DW-A", team), Manager, Day)
            .ThenRefused(ContractorFileRefusals.BaseUnknown);
        var file = Decisions.Given(s_file).When(new PutBaseSite(Contractor, "DW-A", at), Manager, Day).Next()
            .When(new PutTeam(Contractor, "DW-A", team), Manager, Day).Next();
        file.When(new PutTeam(Contractor, "DW-A", team), Manager, Day).ThenTypes();
        file.When(new CloseBaseSite("B1", "moved"), Manager, Day).ThenRefused(ContractorFileRefusals.BaseInUse)
            .Facts["teams"].ShouldBe("T1");
        file.When(new DisbandTeam("T1", "merged"), Manager, Day).Next()
            .When(new CloseBaseSite("B1", "moved"), Manager, Day).ThenTypes(typeof(BaseClosed));
    }

    [Fact]
    public void Person_IsFitOnlyWhileCertifiedAndItsCertificateHolds()
    {
        PersonState.None.MemberAt("x", Day).Fitness.ShouldBe(CrewFitness.Unregistered);
        var person = Decisions.Given(s_person).When(Person, Office, Day).Next();
        person.State.MemberAt("crew-7", Day).Fitness.ShouldBe(CrewFitness.NotCertified);
        person.When(Certify(), Manager, Day).ThenRefused(PersonRefusals.CertificatesMissing)
            .Facts["kinds"].ShouldBe("work-at-height");
        var papered = person.When(new RecordCertificate(Paper(days: 200)), Office, Day).Next();
        papered.State.Certificates["line-a"].Number.ShouldBeNull();
        papered.When(Certify(), Office, Day).ThenRefused(ActorRefusals.RoleNotAllowed);
        papered.When(Certify(400), Manager, Day).ThenRefused(PersonRefusals.CertificationPeriodInvalid);
        var fit = papered.When(Certify(300), Manager, Day).Next();
        fit.State.MemberAt("crew-7", Day.AddDays(199)).Fitness.ShouldBe(CrewFitness.Fit);
        fit.State.MemberAt("crew-7", Day.AddDays(200)).Fitness.ShouldBe(CrewFitness.CertificateExpired);
        var renewed = fit.When(new RecordCertificate(Paper(days: 900)), Office, Day).Next();
        renewed.State.MemberAt("crew-7", Day.AddDays(299)).Fitness.ShouldBe(CrewFitness.Fit);
        renewed.State.MemberAt("crew-7", Day.AddDays(300)).Fitness.ShouldBe(CrewFitness.CertificateExpired);
        renewed.When(new RevokeCertification("unsafe"), Manager, Day).Next()
            .State.MemberAt("crew-7", Day).Fitness.ShouldBe(CrewFitness.NotCertified);
        var left = renewed.When(new LeavePerson("resigned"), Office, Day).Next();
        left.State.MemberAt("crew-7", Day).Fitness.ShouldBe(CrewFitness.Left);
        left.Deadlines.ShouldBeEmpty();
        left.When(Certify(), Manager, Day).ThenRefused(PersonRefusals.Left);
        left.When(Person with { ContractorId = Other, ContractorCode = "DW-B" }, Manager, Day).Next()
            .State.MemberAt("crew-7", Day).Fitness.ShouldBe(CrewFitness.NotCertified);
    }

    [Fact]
    public void Person_IsErasedOnceItHasLeft_AndIsNobodyElsesBusiness()
    {
        var person = Decisions.Given(s_person).When(Person, Manager, Day).Next();
        person.When(Person with { Duty = "tester" }, Manager, Day).ThenRefused(PersonRefusals.AlreadyRegistered);
        person.When(new AmendPerson(null, "tester"), Stranger, Day).ThenRefused(PersonRefusals.Unknown);
        person.When(new RecordErasure("asked"), Manager, Day).ThenRefused(PersonRefusals.NotLeft);
        var left = person.When(new LeavePerson("resigned"), Manager, Day).Next();
        left.When(new RecordErasure("asked"), Office, Day).ThenRefused(ActorRefusals.RoleNotAllowed);
        left.When(new RecordErasure("asked"), Manager, Day).Next()
            .When(new RecordErasure("again"), Manager, Day).ThenTypes();
        Decisions.Given(s_person).When(Person, Stranger, Day).ThenRefused(PersonRefusals.NotAllowed);
    }
}
