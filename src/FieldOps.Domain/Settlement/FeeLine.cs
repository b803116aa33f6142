using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;

namespace FieldOps.Domain.Settlement;

/// <summary>What a lot pays a contractor in a month, before any score.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="LotCode">Its code.</param>
/// <param name="MonthlyFeeCny">The contractor's fee of a whole month, in cents exactly.</param>
/// <param name="DaysInForce">Days of the month that the lot pays, 1 or above.</param>
/// <param name="DaysInMonth">28 to 31.</param>
public sealed record FeeLine(
    Guid LotId, string LotCode, decimal MonthlyFeeCny, int DaysInForce, int DaysInMonth);

/// <summary>Derives fee lines from lots.</summary>
public static class FeeLines
{
    private const decimal WholePercent = 100m;
    private const decimal Cent = 0.01m;

    /// <summary>
    /// The fee lines of a contractor in a lot: one for each version of its terms that pays a day of the month. A day is
    /// paid by what is in force when the day ends, so that two that follow each other never pay a day twice.
    /// </summary>
    public static ImmutableArray<FeeLine> Of(
        ContractLotState lot, Guid contractorId, MonthKey month, TimeZoneInfo zone)
    {
        var lines =
            from span in lot.Spans()
            from fee in FeesOf(span.Terms)
            where fee.ContractorId == contractorId
            let days = Enumerable.Range(1, month.Days).Count(day => IsInForce(span, month.EndOfDay(day, zone)))
            where days > 0
            select new FeeLine(lot.LotId, lot.Code, fee.MonthlyFeeCny, days, month.Days);
        return [.. lines];
    }

    /// <summary>
    /// Each contractor's monthly fee. A lot's one fee is split by share to whole cents; the cents that rounding down
    /// leaves go to the largest remainders, ties by code, so that the parts always add up to the whole.
    /// </summary>
    public static ImmutableArray<ContractorFee> FeesOf(LotTerms terms)
    {
        if (terms.MonthlyFeeCny is not { } whole)
        {
            return
            [
                .. terms.Shares.Select(s =>
                    new ContractorFee(s.ContractorId, s.ContractorCode, s.MonthlyFeeCny ?? 0m)),
            ];
        }

        var parts = terms.Shares
            .Select(s => (Share: s, Exact: whole * s.SharePercent / WholePercent))
            .Select(p => (p.Share, p.Exact, Down: decimal.Round(p.Exact, 2, MidpointRounding.ToZero)))
            .ToArray();
        var centsLeft = (int)((whole - parts.Sum(p => p.Down)) / Cent);
        var lucky = parts.OrderByDescending(p => p.Exact - p.Down)
            .ThenBy(p => p.Share.ContractorCode, StringComparer.Ordinal)
            .Take(centsLeft)
            .Select(p => p.Share.ContractorId)
            .ToHashSet();
        return
        [
            .. parts.Select(p => new ContractorFee(
                p.Share.ContractorId,
                p.Share.ContractorCode,
                p.Down + (lucky.Contains(p.Share.ContractorId) ? Cent : 0m))),
        ];
    }

    // The last instant of the day lies just before dayEnd: hence the strictness that looks turned round.
    private static bool IsInForce(LotSpan span, DateTimeOffset dayEnd) =>
        span.Terms.EffectiveFrom < dayEnd && !(span.Until < dayEnd);
}

/// <summary>A contractor's fee in a lot.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="MonthlyFeeCny">CNY a whole month, in cents exactly.</param>
public sealed record ContractorFee(Guid ContractorId, string ContractorCode, decimal MonthlyFeeCny);
