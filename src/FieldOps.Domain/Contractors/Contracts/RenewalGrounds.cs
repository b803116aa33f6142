using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>What a renewal rests on (domain reference, 7.5): a review in time, and the year that counts.</summary>
internal static class RenewalGrounds
{
    /// <summary>What keeps a contract from being renewed; null when nothing does.</summary>
    public static Refusal? Fault(ContractReview? review, DateTimeOffset? reviewAt, RenewalResult result) =>
        review switch
        {
            null => Refusal.Of(ContractRefusals.ReviewMissing),
            // What was found before its day says nothing of the time until then.
            _ when review.At < reviewAt => Early(reviewAt),
            { Renew: false } => Refusal.Of(ContractRefusals.RenewalNotWanted),
            _ => Fault(result),
        };

    /// <summary>What keeps a result from allowing a renewal; null when nothing does.</summary>
    public static Refusal? Fault(RenewalResult result) => result switch
    {
        _ when result.Year != result.Due => Refusal.Of(
            ContractRefusals.YearNotDue, ("year", result.Year), ("due", result.Due ?? "")),
        { IsOver: not true, Running: not true, Awaits: true } => Refusal.Of(
            ContractRefusals.YearNotDecided, ("year", result.Year)),
        { IsOver: not true, Running: not true } => Refusal.Of(
            ContractRefusals.YearNotOver, ("year", result.Year)),
        { Grade: null } => Refusal.Of(ContractRefusals.GradeMissing, ("year", result.Year)),
        { Suffices: false } => Refusal.Of(
            ContractRefusals.GradeTooLow, ("year", result.Year), ("grade", result.Grade), ("needed", result.Needed)),
        _ => null,
    };

    public static Refusal Early(DateTimeOffset? reviewAt) => Refusal.Of(
        ContractRefusals.ReviewEarly, ("from", reviewAt?.ToString("O", CultureInfo.InvariantCulture) ?? ""));
}
