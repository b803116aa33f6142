using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>The certification before a person takes an order (domain reference, 3.2); the modes of 2.5.</summary>
public sealed class CertifiedTests
{
    private static readonly CrewMember s_fit = new("crew-7", Alpha.ContractorId, "T1", CrewFitness.Fit);

    public static TheoryData<CrewFitness, string?> Fitnesses => new()
    {
        { CrewFitness.Fit, null },
        { CrewFitness.Unregistered, "work-order.person-unknown" },
        { CrewFitness.NotCertified, "work-order.person-not-certified" },
        { CrewFitness.CertificateExpired, "work-order.person-certificate-expired" },
        { CrewFitness.Left, "work-order.person-left" },
    };

    [Theory]
    [MemberData(nameof(Fitnesses))]
    public void Person_WhoIsNotCertified_TakesNoOrder(CrewFitness fitness, string? refusal)
    {
        var member = s_fit with { Fitness = fitness };
        var accept = Dispatched().When(new AcceptOrder(Claim(5), member), Worker, At(5));
        var assign = Dispatched().When(new AssignPerson(member, true, false), Dispatcher, At(5));
        if (refusal is null)
        {
            accept.ThenTypes(typeof(OrderAccepted));
            assign.ThenTypes(typeof(PersonAssigned));
            return;
        }

        accept.ThenRefused(refusal).Facts["person"].ShouldBe("crew-7");
        assign.ThenRefused(refusal);
    }

    [Fact]
    public void Person_OfAnotherParty_TakesNoOrder()
    {
        var foreign = s_fit with { ContractorId = Beta.ContractorId };
        Dispatched().When(new AcceptOrder(Claim(5), foreign), Worker, At(5))
            .ThenRefused(WorkOrderRefusals.PersonOfAnother);
        Dispatched().When(new AssignPerson(foreign, false, false), Dispatcher, At(5))
            .ThenRefused(WorkOrderRefusals.PersonOfAnother);
    }

    [Fact]
    public void Rule_ThatAsksForNoCertification_TakesWhoeverIsKnown()
    {
        Dispatched().When(new AcceptOrder(Claim(5)), Worker, At(5)).ThenTypes(typeof(OrderAccepted));
        var bare = s_fit with { Fitness = CrewFitness.NotCertified };
        Dispatched().When(new AssignPerson(bare, false, false), Dispatcher, At(5)).ThenTypes(typeof(PersonAssigned));
    }

    [Fact]
    public void WholeLot_LeavesItsPeopleToTheParty_PartialDoesNot()
    {
        var own = Foreman;
        Dispatched().When(new AssignPerson(s_fit, true, true), Dispatcher, At(5))
            .ThenRefused(WorkOrderRefusals.WholeOutsourcing);
        var assigned = Dispatched().When(new AssignPerson(s_fit, true, true), own, At(5)).Next();
        assigned.State.Person.ShouldBe(new AssignedPerson("crew-7", "T1"));
        assigned.When(new AssignPerson(s_fit, true, true), own, At(6)).ThenNothing();
        assigned.When(new AssignPerson(s_fit, true, true), own with { ContractorId = Beta.ContractorId }, At(6))
            .ThenRefused(WorkOrderRefusals.NotYours);
        assigned.When(new DispatchOrder(To(Beta)), Dispatcher, At(7)).Next().State.Person.ShouldBeNull();
    }
}
