namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>One contractor's share of a lot.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="Percent">Share of the orders, 0 to 100; the others take that of those passed over.</param>
public sealed record LotShare(Guid ContractorId, decimal Percent);
