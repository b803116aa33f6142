namespace FieldOps.Domain.Contractors;

/// <summary>A contract lot as its events left it.</summary>
/// <param name="LotId">The entity's id; empty before the first event.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Terms">The terms of now; null before the first event.</param>
/// <param name="ClosedFrom">Covers and pays nothing from here on, UTC; null while open.</param>
/// <param name="ClosedReason">Why it was closed.</param>
public sealed record ContractLotState(
    Guid LotId, string Code, LotTerms? Terms, DateTimeOffset? ClosedFrom, string? ClosedReason)
{
    /// <summary>Before the first event.</summary>
    public static ContractLotState None { get; } = new(Guid.Empty, "", null, null, null);
}
