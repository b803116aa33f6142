using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Assessment;

/// <summary>Who may look at which month.</summary>
internal static class MonthAccess
{
    /// <summary>
    /// The month's entity id; null when the month is no month, or the caller may not look at the contractor.
    /// </summary>
    public static Guid? IdOf(ApiCall call, string contractor, string month)
    {
        var id = ContractorIds.Contractor(call.Tenant, contractor);
        var foreign = call.By.ContractorId is { } own && own != id;
        return foreign || !MonthKey.TryParse(month, out _) ? null : MonthRef.IdOf(id, month);
    }

    /// <summary>Why <see cref="IdOf"/> gave none. To a contractor the months of others do not exist.</summary>
    public static IResult Refuse(ApiCall call, string contractor, string month) =>
        call.By.ContractorId is { } own && own != ContractorIds.Contractor(call.Tenant, contractor)
            ? HttpAnswers.Refuse(MonthRefusals.Unknown)
            : HttpAnswers.Refuse(AssessmentProblems.MonthInvalid, ("month", month));

    /// <summary>
    /// Whether the reader sees the sheet of now: the operator always; the contractor when it is asked to confirm, which
    /// is after publication when the department head signs first.
    /// </summary>
    public static bool SeesSheet(Actor by, MonthRow row) =>
        by.IsOperator
        || row.SignOff != SignOff.ApproveThenConfirm
        || SeenStatus(row.Status);

    /// <summary>The same of the entity's own state.</summary>
    public static bool SeesSheet(Actor by, MonthState state) =>
        by.IsOperator
        || state.Sheet?.SignOff != SignOff.ApproveThenConfirm
        || SeenStatus(state.Status);

    private static bool SeenStatus(MonthStatus status) => status is MonthStatus.Published or MonthStatus.Confirmed
        or MonthStatus.Disputed or MonthStatus.Decided or MonthStatus.Settled;
}

/// <summary>A month's status in a query string, as its stored word.</summary>
/// <param name="Word">Lower case: <c>computed</c>.</param>
internal sealed record MonthStatusQuery(string Word)
{
    /// <summary>Read by the binder of query parameters.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out MonthStatusQuery? status)
    {
        var known = Enum.GetNames<MonthStatus>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)
            .FirstOrDefault(word => word == text);
        status = known is null ? null : new MonthStatusQuery(known);
        return known is not null;
    }
}
