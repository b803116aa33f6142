using System.Collections.Immutable;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>
/// What a contract must hold, and how long it may run (domain reference, 3.1 and 9.1), as a document.
/// </summary>
/// <param name="Id">Stable id: <c>default</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">Contracts signed at or after this instant follow it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="Clauses">Clauses without which no contract takes effect.</param>
/// <param name="Papers">Papers that are signed together with it.</param>
/// <param name="Interfaces">Responsibility interfaces, each a named document.</param>
/// <param name="Terms">How long a contract of a service may run.</param>
/// <param name="ReviewMonthsBefore">So many months before its end a contract is to be reviewed.</param>
/// <param name="NoticeDays">So many days before its end people are told, falling; 0 is the end itself.</param>
/// <param name="FollowsWithinMonths">
/// A contract on the lots of another that begins so many months after its end at the latest renews it; null for a year.
/// </param>
public sealed record ContractRules(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    ImmutableArray<ChecklistItem> Clauses,
    ImmutableArray<ChecklistItem> Papers,
    ImmutableArray<ChecklistItem> Interfaces,
    ImmutableArray<TermRule> Terms,
    int ReviewMonthsBefore,
    ImmutableArray<int> NoticeDays,
    int? FollowsWithinMonths = null) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "contracts";

    private const int ReviewMonthsMax = 24;
    private const int TermMonthsMax = 240;

    /// <summary>What one signing is held to; null for a service that the rules do not name.</summary>
    /// <param name="service">Code of the service.</param>
    /// <param name="zone">IANA id of the operator's zone.</param>
    public ContractChecklist? Pin(string service, string zone) =>
        Terms.FirstOrDefault(t => t.Service == service) is { } term
            ? new ContractChecklist(
                Id, Version, Codes(Clauses), Codes(Papers), Codes(Interfaces), term, ReviewMonthsBefore, NoticeDays,
                FollowsWithinMonths)
            {
                Zone = zone,
            }
            : null;

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (list, items) in new[] { ("clauses", Clauses), ("papers", Papers), ("interfaces", Interfaces) })
        {
            if (items.IsDefault || items.Any(i => !ContractorLimits.IsCode(i.Code))
                || items.DistinctBy(i => i.Code).Count() != items.Length)
            {
                yield return $"{list}: codes, none twice";
            }
        }

        if (Terms.IsDefaultOrEmpty || Terms.Any(t => t.MonthsMax is < 1 or > TermMonthsMax)
            || Terms.DistinctBy(t => t.Service).Count() != Terms.Length)
        {
            yield return $"terms: at least one, no service twice, 1 to {TermMonthsMax} months";
        }

        if (ReviewMonthsBefore is < 0 or > ReviewMonthsMax)
        {
            yield return $"reviewMonthsBefore: 0 to {ReviewMonthsMax}";
        }

        if (FollowsWithinMonths is < 0 or > ReviewMonthsMax)
        {
            yield return $"followsWithinMonths: 0 to {ReviewMonthsMax}";
        }

        if (RegisterRules.NoticeFault(NoticeDays) is { } fault)
        {
            yield return fault;
        }
    }

    private static ImmutableArray<string> Codes(ImmutableArray<ChecklistItem> items) =>
        [.. items.Select(i => i.Code)];
}

/// <summary>One thing that a contract must hold.</summary>
/// <param name="Code">Stable word: <c>assessment-and-penalty</c>.</param>
/// <param name="TitleZh">In Chinese.</param>
/// <param name="TitleEn">In English.</param>
/// <param name="Source">Source mark.</param>
public sealed record ChecklistItem(string Code, string TitleZh, string TitleEn, string Source);

/// <summary>How long a contract of a service may run.</summary>
/// <param name="Service"><c>after-sale</c>, <c>pre-sale</c>.</param>
/// <param name="MonthsMax">Longest term in months; null for no bound.</param>
/// <param name="WithinCustomerContract">Whether it ends with the operator's customer contract at the latest.</param>
public sealed record TermRule(string Service, int? MonthsMax = null, bool WithinCustomerContract = false);

/// <summary>What one contract is held to, whatever the document says later.</summary>
/// <param name="PolicyId">The document.</param>
/// <param name="PolicyVersion">Its version.</param>
/// <param name="Clauses">Codes.</param>
/// <param name="Papers">Codes.</param>
/// <param name="Interfaces">Codes.</param>
/// <param name="Term">The service's term.</param>
/// <param name="ReviewMonthsBefore">See <see cref="ContractRules"/>.</param>
/// <param name="NoticeDays">See <see cref="ContractRules"/>.</param>
/// <param name="FollowsWithinMonths">See <see cref="ContractRules"/>.</param>
public sealed record ContractChecklist(
    string PolicyId,
    int PolicyVersion,
    ImmutableArray<string> Clauses,
    ImmutableArray<string> Papers,
    ImmutableArray<string> Interfaces,
    TermRule Term,
    int ReviewMonthsBefore,
    ImmutableArray<int> NoticeDays,
    int? FollowsWithinMonths = null)
{
    /// <summary>IANA id of the zone on whose calendar its months are counted; null for UTC, as before.</summary>
    public string? Zone { get; init; }
}
