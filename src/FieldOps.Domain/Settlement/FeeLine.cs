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
    /// The months, oldest first, in which a lot pays a contractor a day: those that have to be settled, whether
    /// anything happened in them or not.
    /// </summary>
    /// <param name="lot">The lot.</param>
    /// <param name="contractorId">The contractor.</param>
    /// <param name="from">The first month asked for.</param>
    /// <param name="until">No month that begins at or after this instant, UTC.</param>
    /// <param name="zone">The operator's.</param>
    public static ImmutableArray<MonthKey> MonthsOf(
        ContractLotState lot, Guid contractorId, MonthKey from, DateTimeOffset until, TimeZoneInfo zone)
    {
        var own = lot.Spans().Where(s => s.Terms.Shares.Any(t => t.ContractorId == contractorId)).ToArray();
        if (own.Length == 0)
        {
            return [];
        }

        var months = ImmutableArray.CreateBuilder<MonthKey>();
        var first = MonthKey.Of(own[0].Terms.EffectiveFrom, zone);
        var month = (first.Year, first.Month).CompareTo((from.Year, from.Month)) > 0 ? first : from;
        for (; month.StartsAt(zone) < until; month = month.Next)
        {
            if (!Of(lot, contractorId, month, zone).IsEmpty)
            {
                months.Add(month);
            }
        }

        return months.ToImmutable();
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
