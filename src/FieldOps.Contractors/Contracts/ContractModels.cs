using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors.Contracts;

/// <summary>All terms of a contract; clauses, papers and interfaces are words of the checklist.</summary>
internal sealed record ContractTermsBody(
    string NameZh,
    string NameEn,
    string Contractor,
    string Service,
    OutsourcingMode Mode,
    IReadOnlyList<string> Lots,
    string PriceList,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset? CustomerContractUntil = null,
    IReadOnlyDictionary<string, string>? Clauses = null,
    IReadOnlyDictionary<string, string>? Papers = null,
    IReadOnlyDictionary<string, string>? Interfaces = null,
    string? Scheme = null) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() =>
        Lots.Index().Where(i => i.Item is null).Select(i => new JsonFault($"$.lots[{i.Index}]", "null"))
            .Concat(Nulls("clauses", Clauses)).Concat(Nulls("papers", Papers)).Concat(Nulls("interfaces", Interfaces));

    public ContractTerms ToTerms(string tenant) => new(
        NameZh, NameEn, ContractorIds.Contractor(tenant, Contractor), Contractor, Service, Mode, [.. Lots], PriceList,
        From.ToUniversalTime(), Until.ToUniversalTime(), CustomerContractUntil?.ToUniversalTime(), Sorted(Clauses),
        Sorted(Papers), Sorted(Interfaces), Scheme);

    // Annotations do not reach the values of a dictionary.
    private static IEnumerable<JsonFault> Nulls(string member, IReadOnlyDictionary<string, string>? entries) =>
        (entries ?? ImmutableSortedDictionary<string, string>.Empty).Where(e => e.Value is null)
            .Select(e => new JsonFault($"$.{member}.{e.Key}", "null"));

    private static ImmutableSortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string>? entries) =>
        (entries ?? ImmutableSortedDictionary<string, string>.Empty)
            .ToImmutableSortedDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
}

/// <summary>A contract to draft.</summary>
internal sealed record ContractBody(string Code, ContractTermsBody Terms) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() => Terms.Faults().Select(f => f with { Path = "$.terms" + f.Path[1..] });
}

/// <summary>A change to propose.</summary>
internal sealed record AmendmentBody(ContractTermsBody Terms, string Reason) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() => new ContractBody("", Terms).Faults();
}

/// <summary>The answer of the other side.</summary>
internal sealed record AmendmentAnswerBody(bool Agreed, string Reason = "");

/// <summary>The review before the end.</summary>
internal sealed record ReviewBody(string Finding, bool Renew);

/// <summary>The end before the term.</summary>
internal sealed record EndContractBody(DateTimeOffset At, string Reason);

/// <summary>A line of the checklist.</summary>
/// <param name="List"><c>clause</c>, <c>paper</c> or <c>interface</c>.</param>
/// <param name="Code">Stable word.</param>
/// <param name="TitleZh">In Chinese.</param>
/// <param name="TitleEn">In English.</param>
/// <param name="Source">Source mark.</param>
/// <param name="Document">Where it stands; null while it is missing.</param>
internal sealed record ChecklistLine(
    string List, string Code, string TitleZh, string TitleEn, string Source, string? Document);

/// <summary>The checklist of a contract.</summary>
/// <param name="Policy">The document that it follows.</param>
/// <param name="Complete">Whether nothing is missing.</param>
/// <param name="Lines">Clauses, papers, interfaces.</param>
internal sealed record ChecklistModel(string Policy, bool Complete, IReadOnlyList<ChecklistLine> Lines)
{
    public static ChecklistModel Of(ContractTerms terms, ContractRules rules)
    {
        ChecklistLine[] lines =
        [
            .. Of("clause", rules.Clauses, terms.Clauses), .. Of("paper", rules.Papers, terms.Papers),
            .. Of("interface", rules.Interfaces, terms.Interfaces),
        ];
        return new(
            FormattableString.Invariant($"{rules.Id}.v{rules.Version}"), lines.All(l => l.Document is not null), lines);
    }

    private static IEnumerable<ChecklistLine> Of(
        string list, ImmutableArray<ChecklistItem> items, ImmutableSortedDictionary<string, string> there) =>
        items.Select(i => new ChecklistLine(
            list, i.Code, i.TitleZh, i.TitleEn, i.Source, there.GetValueOrDefault(i.Code)));
}
