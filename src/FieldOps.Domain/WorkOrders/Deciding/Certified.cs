using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Who may take an order: the unified certification of domain reference 3.2.</summary>
internal static class Certified
{
    /// <summary>Why a person may not take the order of a party; null when it may, or nothing is asked.</summary>
    /// <param name="member">The person; null when the register rules ask for no certification.</param>
    /// <param name="contractorId">The party.</param>
    /// <param name="certifiedOnly">False: who is known and stays is enough.</param>
    public static Refusal? FaultOf(CrewMember? member, Guid? contractorId, bool certifiedOnly = true) =>
        CodeOf(member, contractorId, certifiedOnly) is { } code ? Refusal.Of(code, ("person", member!.Person)) : null;

    private static string? CodeOf(CrewMember? member, Guid? contractorId, bool certifiedOnly) => member switch
    {
        null => null,
        { Fitness: CrewFitness.Unregistered } => WorkOrderRefusals.PersonUnknown,
        _ when member.ContractorId != contractorId => WorkOrderRefusals.PersonOfAnother,
        { Fitness: CrewFitness.Left } => WorkOrderRefusals.PersonLeft,
        _ when !certifiedOnly => null,
        { Fitness: CrewFitness.NotCertified } => WorkOrderRefusals.PersonNotCertified,
        { Fitness: CrewFitness.CertificateExpired } => WorkOrderRefusals.PersonCertificateExpired,
        _ => null,
    };
}
