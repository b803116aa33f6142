namespace FieldOps.Domain.WorkOrders;

/// <summary>A person who is to take an order, as the register has it at the moment.</summary>
/// <param name="Person">Person id: the actor id of the one who signs.</param>
/// <param name="ContractorId">Whose person; null when nobody of this id is registered.</param>
/// <param name="Team">Code of the team; null for none.</param>
/// <param name="Fitness">Whether it may take orders.</param>
public sealed record CrewMember(string Person, Guid? ContractorId, string? Team, CrewFitness Fitness);

/// <summary>Whether a person may take orders (domain reference, 3.2).</summary>
public enum CrewFitness
{
    /// <summary>Certified, and what that rests on holds.</summary>
    Fit,

    /// <summary>Nobody of this id is registered.</summary>
    Unregistered,

    /// <summary>Never certified, or revoked.</summary>
    NotCertified,

    /// <summary>The certification, or a certificate that it rests on, has ended.</summary>
    CertificateExpired,

    /// <summary>Has left the contractor.</summary>
    Left,
}
