using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>What terms must satisfy.</summary>
internal static class ContractCheck
{
    private const int LotsMax = 200;
    private const int EntriesMax = 100;

    /// <summary>What keeps a contractor from being bound by terms; null when nothing does.</summary>
    public static Refusal? OfBinding(
        string code, ContractTerms terms, ContractGrounds grounds, DateTimeOffset now) =>
        grounds.Party?.FaultAt(now) ?? OfDraft(code, terms, grounds);

    /// <summary>What is wrong with terms that may still be incomplete; null when nothing is.</summary>
    public static Refusal? OfDraft(string code, ContractTerms terms, ContractGrounds grounds) =>
        (FieldOf(code, terms) is { } field ? Refusal.Of(ContractRefusals.Invalid, ("field", field)) : null)
        ?? (CredentialCheck.PeriodFault(terms.From, terms.Until) ? Refusal.Of(ContractRefusals.PeriodInvalid) : null)
        ?? (grounds.PriceListKnown
            ? null
            : Refusal.Of(ContractRefusals.PriceListUnknown, ("priceList", terms.PriceList)))
        ?? (grounds.SchemeKnown
            ? null
            : Refusal.Of(ContractRefusals.SchemeUnknown, ("scheme", terms.Scheme ?? "")))
        ?? Lots(terms, grounds)
        ?? Overlap(code, terms, grounds.Neighbours);

    /// <summary>What keeps terms from taking effect; null when nothing does.</summary>
    public static Refusal? OfEffect(ContractTerms terms, ContractChecklist checklist) =>
        Missing(terms, checklist) ?? Term(terms, checklist.Term, checklist.Zone);

    /// <summary>When a contract of these terms is to be reviewed.</summary>
    public static DateTimeOffset ReviewOf(ContractTerms terms, ContractChecklist checklist) =>
        WallCalendar.AddMonths(terms.Until, -checklist.ReviewMonthsBefore, checklist.Zone);

    private static string? FieldOf(string code, ContractTerms terms) => terms switch
    {
        _ when !ContractorLimits.IsCode(code) => "code",
        _ when !ContractorLimits.IsText(terms.NameZh, ContractorLimits.NameCharactersMax) => "nameZh",
        _ when !ContractorLimits.IsText(terms.NameEn, ContractorLimits.NameCharactersMax) => "nameEn",
        _ when !ContractorLimits.IsCode(terms.Service) => "service",
        _ when !ContractorLimits.IsCode(terms.PriceList) => "priceList",
        _ when terms.Scheme is not null && !ContractorLimits.IsCode(terms.Scheme) => "scheme",
        _ when terms.Lots.IsDefaultOrEmpty || terms.Lots.Length > LotsMax
            || terms.Lots.Distinct(StringComparer.Ordinal).Count() != terms.Lots.Length => "lots",
        _ when !AreReferences(terms.Clauses) => "clauses",
        _ when !AreReferences(terms.Papers) => "papers",
        _ when !AreReferences(terms.Interfaces) => "interfaces",
        _ => null,
    };

    private static bool AreReferences(ImmutableSortedDictionary<string, string> entries) =>
        entries.Count <= EntriesMax && entries.All(e =>
            ContractorLimits.IsCode(e.Key) && ContractorLimits.IsText(e.Value, ContractorLimits.ReasonCharactersMax));

    private static Refusal? Lots(ContractTerms terms, ContractGrounds grounds)
    {
        foreach (var code in terms.Lots)
        {
            var refusal = grounds.Lots.FirstOrDefault(l => l.Code == code) switch
            {
                null => ContractRefusals.LotUnknown,
                { Holds: false } => ContractRefusals.LotNotHeld,
                var lot when lot.Mode != terms.Mode => ContractRefusals.ModeDiffers,
                _ => null,
            };
            if (refusal is not null)
            {
                return Refusal.Of(refusal, ("lot", code));
            }
        }

        return null;
    }

    /// <summary>Another contract that has a lot of the terms at the same time; null when none has.</summary>
    public static Refusal? Overlap(string code, ContractTerms terms, ImmutableArray<ContractNeighbour> neighbours)
    {
        foreach (var other in neighbours)
        {
            if (IsBeside(code, terms, other)
                && terms.Lots.FirstOrDefault(other.Lots.Contains) is { } lot)
            {
                return Refusal.Of(ContractRefusals.LotOverlapping, ("lot", lot), ("other", other.Code));
            }
        }

        return null;
    }

    /// <summary>
    /// Another contract of the time to come that agrees on another scheme; null when none does. Asked of contracts that
    /// are new: those in force may go over to another scheme one after the other, and the oldest speaks meanwhile.
    /// </summary>
    public static Refusal? OtherScheme(
        string code, ContractTerms terms, ContractGrounds grounds, DateTimeOffset now)
    {
        var usual = grounds.UsualScheme;
        var scheme = terms.Scheme ?? usual;
        var other = grounds.Neighbours.FirstOrDefault(
            n => IsBeside(code, terms, n) && now < n.Until && (n.Scheme ?? usual) != scheme);
        return other is null
            ? null
            : Refusal.Of(
                ContractRefusals.SchemeDiffers, ("scheme", scheme ?? ""), ("other", other.Code),
                ("agreed", other.Scheme ?? usual ?? ""));
    }

    private static bool IsBeside(string code, ContractTerms terms, ContractNeighbour other) =>
        other.Code != code && terms.From < other.Until && other.From < terms.Until;

    private static Refusal? Missing(ContractTerms terms, ContractChecklist checklist)
    {
        var clauses = Lacking(checklist.Clauses, terms.Clauses);
        var papers = Lacking(checklist.Papers, terms.Papers);
        var interfaces = Lacking(checklist.Interfaces, terms.Interfaces);
        return clauses.Length + papers.Length + interfaces.Length == 0
            ? null
            : Refusal.Of(
                ContractRefusals.Incomplete, ("clauses", clauses), ("papers", papers), ("interfaces", interfaces));
    }

    private static string Lacking(ImmutableArray<string> wanted, ImmutableSortedDictionary<string, string> there) =>
        string.Join(", ", wanted.Where(w => !there.ContainsKey(w)));

    private static Refusal? Term(ContractTerms terms, TermRule rule, string? zone)
    {
        if (rule.MonthsMax is { } months && terms.Until > WallCalendar.AddMonths(terms.From, months, zone))
        {
            return Refusal.Of(
                ContractRefusals.TermTooLong, ("monthsMax", months.ToString(CultureInfo.InvariantCulture)));
        }

        if (!rule.WithinCustomerContract)
        {
            return null;
        }

        if (terms.CustomerContractUntil is not { } end)
        {
            return Refusal.Of(ContractRefusals.CustomerContractMissing);
        }

        return terms.Until > end
            ? Refusal.Of(
                ContractRefusals.BeyondCustomerContract, ("until", end.ToString("O", CultureInfo.InvariantCulture)))
            : null;
    }
}
