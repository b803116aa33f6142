namespace FieldOps.Assessment.Recomputes;

/// <summary>A row of the interval table.</summary>
/// <param name="Tenant">Operator company.</param>
/// <param name="OrderId">The order.</param>
/// <param name="OccurredAt">When the trouble began, as the column holds it: to the microsecond.</param>
/// <param name="ContractorId">Who answers for it.</param>
/// <param name="AssetClass">The asset's class.</param>
/// <param name="Ended">False: running, to be read from the order itself.</param>
/// <param name="TermsId">Its limits.</param>
/// <param name="Facts">See <see cref="IntervalPack"/>.</param>
internal sealed record IntervalRow(
    string Tenant,
    Guid OrderId,
    DateTimeOffset OccurredAt,
    Guid? ContractorId,
    string AssetClass,
    bool Ended,
    Guid TermsId,
    byte[] Facts);
