namespace FieldOps.Domain.Kernel;

/// <summary>Who asks.</summary>
/// <param name="Id">Stable id of the person or system, 1 to 100 characters; never a name or phone number.</param>
/// <param name="Role">One of <see cref="ActorRoles"/>.</param>
/// <param name="ContractorId">The contractor that the actor works for; null for the operator's own people.</param>
public sealed record Actor(string Id, string Role, Guid? ContractorId = null)
{
    /// <summary>The product itself: reactors, deadlines, migrations.</summary>
    public static Actor System { get; } = new("system", ActorRoles.System);

    /// <summary>True for people of the operator and for the product itself.</summary>
    public bool IsOperator => ContractorId is null;
}
