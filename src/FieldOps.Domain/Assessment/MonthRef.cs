using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>Which month of which contractor; every fact carries it, for the first fact opens the month.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="StartsAt">First instant of the month in the operator's zone, UTC.</param>
/// <param name="EndsAt">First instant after it, UTC.</param>
public sealed record MonthRef(
    Guid ContractorId, string ContractorCode, string Month, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>Entity type of a contractor month.</summary>
    public const string EntityType = "contractor-month";

    /// <summary>The entity id of this month.</summary>
    public Guid EntityId => IdOf(ContractorId, Month);

    /// <summary>The month <paramref name="month"/> of a contractor.</summary>
    public static MonthRef Of(Guid contractorId, string contractorCode, MonthKey month, TimeZoneInfo zone) =>
        new(contractorId, contractorCode, month.ToString(), month.StartsAt(zone), month.EndsAt(zone));

    /// <summary>The entity id of the month <c>yyyy-MM</c> of a contractor.</summary>
    public static Guid IdOf(Guid contractorId, string month) => NameBasedId.Of(contractorId, month);

    /// <summary>Whether the instant falls in the month.</summary>
    public bool Holds(DateTimeOffset at) => at >= StartsAt && at < EndsAt;
}
