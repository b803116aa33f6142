namespace FieldOps.Cli.Api;

/// <summary>Who a call is made for; becomes the caller's headers.</summary>
/// <param name="Tenant">Operator company.</param>
/// <param name="Actor">Stable id of who asks.</param>
/// <param name="Role">One of the roles; null for the API's default.</param>
/// <param name="ContractorId">The contractor that the actor works for; null for the operator's own people.</param>
public sealed record Caller(
    string Tenant = "default", string Actor = "cli", string? Role = null, Guid? ContractorId = null);
