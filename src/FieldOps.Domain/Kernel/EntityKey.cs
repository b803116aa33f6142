namespace FieldOps.Domain.Kernel;

/// <summary>Names one entity of one operator company.</summary>
/// <param name="Tenant">Operator company, 1 to 40 characters of [a-z0-9-].</param>
/// <param name="Type">Registered entity type: <c>work-order</c>.</param>
/// <param name="Id">The entity's own id.</param>
public readonly record struct EntityKey(string Tenant, string Type, Guid Id)
{
    /// <summary><c>tenant/type/id</c>.</summary>
    public override string ToString() => $"{Tenant}/{Type}/{Id:D}";
}
