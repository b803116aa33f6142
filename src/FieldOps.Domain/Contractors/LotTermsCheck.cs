using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Contractors;

/// <summary>What terms must satisfy before a lot may run under them.</summary>
internal static class LotTermsCheck
{
    private const decimal WholePercent = 100m;

    /// <summary>The first thing wrong with the terms, null when nothing is.</summary>
    /// <param name="code">The lot's code.</param>
    /// <param name="before">Its terms of now, whose coverage may stay; null for a lot to open.</param>
    /// <param name="terms">Its terms to be.</param>
    /// <param name="neighbours">The other lots.</param>
    public static Refusal? Of(
        string code, LotTerms? before, LotTerms terms, ImmutableArray<LotNeighbour> neighbours) =>
        Names(terms) ?? Coverage(terms) ?? Meaningless(before, terms) ?? Period(terms) ?? Shares(terms) ?? Fees(terms)
        ?? Neighbours(code, terms, neighbours);

    /// <summary>
    /// The first contractor that is given a part, or more than it has, and may not be bound; null when there is none.
    /// What somebody has already may stay: other terms change beside it.
    /// </summary>
    public static Refusal? Parties(
        LotTerms? before, LotTerms terms, ImmutableArray<PartyGround> parties, DateTimeOffset now) => parties
        .Where(party => terms.Shares.Any(s => s.ContractorId == party.ContractorId && IsMore(before, terms, s)))
        .Select(party => party.FaultAt(now)).FirstOrDefault(refusal => refusal is not null);

    /// <summary>Why a lot takes no further terms: it keeps too many; null while it does not.</summary>
    /// <param name="after">The lot as it would stand.</param>
    public static Refusal? Kept(ContractLotState after) => after.Earlier.Length <= ContractorLimits.LotTermsMax
        ? null
        : Refusal.Of(ContractLotRefusals.AmendedTooOften, ("limit", $"{ContractorLimits.LotTermsMax}"));

    private static bool IsMore(LotTerms? before, LotTerms terms, LotShare share) =>
        before?.Shares.FirstOrDefault(s => s.ContractorId == share.ContractorId) is not { } had
        || share.SharePercent > had.SharePercent
        || (share.MonthlyFeeCny ?? 0m) > (had.MonthlyFeeCny ?? 0m)
        || (terms.MonthlyFeeCny ?? 0m) > (before.MonthlyFeeCny ?? 0m);

    private static Refusal? Names(LotTerms terms)
    {
        if (!ContractorLimits.IsText(terms.NameZh, ContractorLimits.NameCharactersMax))
        {
            return Refusal.Of(ContractLotRefusals.NameInvalid, ("field", "nameZh"));
        }

        return ContractorLimits.IsText(terms.NameEn, ContractorLimits.NameCharactersMax)
            ? null
            : Refusal.Of(ContractLotRefusals.NameInvalid, ("field", "nameEn"));
    }

    private static Refusal? Coverage(LotTerms terms) =>
        List("assetClasses", terms.AssetClasses)
        ?? List("areas", terms.Areas)
        ?? (terms.WorkKinds is { IsDefault: false, Length: 0 } ? null : List("workKinds", terms.WorkKinds))
        ?? (terms.OpenOrdersMax is >= 1 and <= ContractorLimits.OpenOrdersMax
            ? null
            : Refusal.Of(ContractLotRefusals.OpenOrdersInvalid, ("limit", Text(terms.OpenOrdersMax))));

    // Words that match no place and no work would have the lot paid for nothing.
    private static Refusal? Meaningless(LotTerms? before, LotTerms terms) =>
        Unknown("areas", terms.Areas, before?.Areas, LotAreas.IsWord)
        ?? Unknown("workKinds", terms.WorkKinds, before?.WorkKinds, WorkKinds.All.Contains);

    private static Refusal? Unknown(
        string field, ImmutableArray<string> words, ImmutableArray<string>? before, Func<string, bool> isKnown) =>
        words.FirstOrDefault(w => !isKnown(w) && before?.Contains(w) != true) is { } word
            ? Refusal.Of(ContractLotRefusals.CoverageUnknown, ("field", field), ("word", word))
            : null;

    private static Refusal? List(string field, ImmutableArray<string> list)
    {
        var good = !list.IsDefaultOrEmpty
            && list.Length <= ContractorLimits.ListEntriesMax
            && list.All(entry => ContractorLimits.IsText(entry, ContractorLimits.NameCharactersMax))
            && list.Distinct(StringComparer.Ordinal).Count() == list.Length;
        return good ? null : Refusal.Of(ContractLotRefusals.CoverageInvalid, ("field", field));
    }

    private static Refusal? Period(LotTerms terms) =>
        terms.EffectiveTo is { } end && end <= terms.EffectiveFrom
            ? Refusal.Of(ContractLotRefusals.PeriodEmpty)
            : null;

    private static Refusal? Shares(LotTerms terms)
    {
        if (terms.Shares.IsDefaultOrEmpty || terms.Shares.Length > ContractorLimits.SharesMax)
        {
            return Refusal.Of(ContractLotRefusals.ShareInvalid);
        }

        var seen = new HashSet<Guid>();
        foreach (var share in terms.Shares)
        {
            if (share.SharePercent is <= 0 or > WholePercent || !IsHundredths(share.SharePercent))
            {
                return Refusal.Of(ContractLotRefusals.ShareInvalid, ("contractor", share.ContractorCode));
            }

            if (!seen.Add(share.ContractorId))
            {
                return Refusal.Of(ContractLotRefusals.ShareDoubled, ("contractor", share.ContractorCode));
            }
        }

        var sum = terms.Shares.Sum(share => share.SharePercent);
        return sum == WholePercent ? null : Refusal.Of(ContractLotRefusals.SharesNotHundred, ("sum", Text(sum)));
    }

    private static Refusal? Fees(LotTerms terms)
    {
        var own = terms.Shares.Count(share => share.MonthlyFeeCny is not null);
        var oneWay = terms.MonthlyFeeCny is null ? own == terms.Shares.Length : own == 0;
        return oneWay
            ? terms.Shares.Select(share => Fee(share.MonthlyFeeCny)).Append(Fee(terms.MonthlyFeeCny))
                .FirstOrDefault(refusal => refusal is not null)
            : Refusal.Of(ContractLotRefusals.FeeAmbiguous);
    }

    private static Refusal? Fee(decimal? fee) => fee switch
    {
        null => null,
        < 0 => Refusal.Of(ContractLotRefusals.FeeNegative, ("fee", Text(fee.Value))),
        > ContractorLimits.MonthlyFeeCnyMax => Refusal.Of(ContractLotRefusals.FeeInvalid, ("fee", Text(fee.Value))),
        _ when !IsHundredths(fee.Value) => Refusal.Of(ContractLotRefusals.FeeInvalid, ("fee", Text(fee.Value))),
        _ => null,
    };

    private static Refusal? Neighbours(string code, LotTerms terms, ImmutableArray<LotNeighbour> neighbours)
    {
        if (neighbours.IsDefaultOrEmpty)
        {
            return null;
        }

        var other = neighbours.FirstOrDefault(n => n.Code != code && n.Terms.Overlaps(terms));
        return other is null ? null : Refusal.Of(ContractLotRefusals.Overlapping, ("other", other.Code));
    }

    private static bool IsHundredths(decimal value) => decimal.Round(value, 2) == value;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
