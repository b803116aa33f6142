using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Config;

namespace FieldOps.Compliance.Policies;

/// <summary>The kinds of rule sets that people draft and approve here, with what is shipped of each.</summary>
internal sealed class PolicyKinds(PolicyFolder folder, PolicyShelf shelf)
{
    private readonly PolicySet<WorkCalendar> _calendars = folder.Load<WorkCalendar>("calendar");
    private readonly PolicySet<SlaPolicy> _sla = folder.Load<SlaPolicy>("sla");
    private readonly AssessmentChecks _assessment = new(folder);
    private readonly ImmutableArray<string> _assetClasses =
    [
        .. folder.Load<AssetClassCatalog>("asset-classes").All
            .SelectMany(c => c.Classes).Select(c => c.Code).Distinct(StringComparer.Ordinal),
    ];

    private ImmutableSortedDictionary<string, PolicyKind>? _all;

    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, PolicyKind> All => _all ??= new PolicyKind[]
    {
        PolicyKind.Of<SlaPolicy>(folder, "sla", SlaFaults),
        PolicyKind.Of<WorkCalendar>(folder, "calendar", CalendarFaults),
        PolicyKind.Of<LadderPolicy>(folder, "ladder", (l, _) => LadderPolicyCheck.FaultsOf(l)),
        PolicyKind.Of<ScopePolicy>(folder, "scope", (s, _) => s.Faults()),
        PolicyKind.Of<WorkOrderRules>(folder, "work-order", RulesFaults),
        PolicyKind.Of<MassOutagePolicy>(folder, MassOutagePolicy.PolicyKind, (m, _) => m.Faults()),
        PolicyKind.Of<RegisterRules>(folder, RegisterRules.PolicyKind, (r, _) => r.Faults()),
        PolicyKind.Of<ContractRules>(folder, ContractRules.PolicyKind, (c, _) => c.Faults()),
        PolicyKind.Of<SettlementTerms>(folder, SettlementTerms.PolicyKind, (t, _) => t.Faults(_assetClasses)),
        PolicyKind.Of<CompliancePolicy>(folder, "compliance", (c, _) => ComplianceFaults(c)),
        PolicyKind.Of<ScoringScheme>(folder, ScoringScheme.PolicyKind, (s, _) => s.Faults()),
        PolicyKind.Of<CompositeScheme>(folder, CompositeScheme.PolicyKind, _assessment.CompositeFaults),
        PolicyKind.Of<StandingRules>(folder, StandingRules.PolicyKind, _assessment.StandingFaults),
        PolicyKind.Of<ExitRules>(folder, ExitRules.PolicyKind, (e, _) => e.Faults()),
        PolicyKind.Of<FollowUpRules>(folder, FollowUpRules.PolicyKind, (f, _) => f.Faults()),
    }.ToImmutableSortedDictionary(k => k.Name, k => k, StringComparer.Ordinal);

    /// <summary>What a tenant has approved.</summary>
    public Task<ShelvedPolicies> ShelvedAsync(string tenant, CancellationToken cancellationToken) =>
        shelf.ReadAsync(tenant, cancellationToken);

    private IEnumerable<string> SlaFaults(SlaPolicy policy, ShelvedPolicies shelved)
    {
        ImmutableArray<string> faults = SlaPolicyCheck.FaultsOf(policy);
        return faults.IsEmpty
            ?
            [
                .. SlaMatrixCheck.GapsOf(policy, _assetClasses, WorkKinds.All, Severities.All),
                .. Unknown(SlaPolicyCheck.CalendarsOf(policy), shelved),
                .. SlaOpeningCheck.FaultsOf(
                    policy,
                    SlaOpeningCheck.HoldingFrom(
                        shelved.Over(_calendars).All, policy.EffectiveFrom,
                        SlaOpeningCheck.EndOf(shelved.Over(_sla).All, policy))),
            ]
            : faults;
    }

    // Under the rests of a matrix that names it, a calendar may open for none of its clocks. What else is wrong with
    // the matrix is no fault of the calendar's.
    private IEnumerable<string> CalendarFaults(WorkCalendar calendar, ShelvedPolicies shelved)
    {
        ImmutableArray<string> faults = WorkCalendarCheck.FaultsOf(calendar);
        return faults.IsEmpty
            ? SlaOpeningCheck.HoldingFrom(
                    shelved.Over(_sla).All, calendar.EffectiveFrom,
                    SlaOpeningCheck.EndOf(shelved.Over(_calendars).All, calendar))
                .SelectMany(s => SlaOpeningCheck.FaultsUnder(s, calendar).Select(f => $"sla/{s.Id}.v{s.Version}: {f}"))
            : faults;
    }

    private IEnumerable<string> RulesFaults(WorkOrderRules rules, ShelvedPolicies shelved) =>
        [.. WorkOrderRulesCheck.FaultsOf(rules), .. Unknown([rules.Pauses.DecisionCalendar], shelved)];

    private static IEnumerable<string> ComplianceFaults(CompliancePolicy policy)
    {
        foreach (var percent in policy.Percentiles.Where(p => p is < 1 or > 100))
        {
            yield return $"percentiles: {percent} is not 1 to 100";
        }

        if (policy.RepeatWithinDays is < 1 or > RepeatDays.Max)
        {
            yield return $"repeatWithinDays: {policy.RepeatWithinDays} is not 1 to {RepeatDays.Max}";
        }

        foreach (var quota in (policy.InterruptionQuotas ?? [])
            .Where(q => Math.Min(Math.Min(q.NormHours, q.ChallengeHours), Math.Min(q.NormTimes, q.ChallengeTimes)) < 0))
        {
            yield return $"interruptionQuotas: {string.Join(", ", quota.AssetClasses)}: a quota is below 0";
        }

        foreach (var name in (policy.InterruptionQuotas ?? []).SelectMany(q => q.AssetClasses)
            .GroupBy(c => c, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"interruptionQuotas: {name} stands twice";
        }
    }

    private IEnumerable<string> Unknown(IEnumerable<string?> calendars, ShelvedPolicies shelved)
    {
        var known = shelved.Over(_calendars).All.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return calendars.OfType<string>().Where(id => !known.Contains(id))
            .Select(id => $"calendar {id} does not exist");
    }
}

/// <summary>One kind of rule set.</summary>
/// <param name="Name">Name of its folder: <c>sla</c>.</param>
/// <param name="Read">Reads a document strictly and by its rules.</param>
/// <param name="Schema">JSON schema of its documents.</param>
/// <param name="Shipped">The versions that are shipped as files, by id and version, as canonical JSON.</param>
internal sealed record PolicyKind(
    string Name,
    Func<JsonElement, ShelvedPolicies, PolicyReading> Read,
    JsonNode Schema,
    ImmutableArray<(IPolicyDocument Document, string Content)> Shipped)
{
    public static PolicyKind Of<TDocument>(
        PolicyFolder folder, string name, Func<TDocument, ShelvedPolicies, IEnumerable<string>> faultsOf)
        where TDocument : class, IPolicyDocument => new(
            name,
            (json, shelved) => ReadOne(json, shelved, faultsOf),
            PolicySchema.Of<TDocument>(),
            [.. folder.Load<TDocument>(name).All.Select(d => ((IPolicyDocument)d, CanonicalJson.Of(d)))]);

    /// <summary>SHA-256 of a document, as hexadecimal digits.</summary>
    public static string DigestOf(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static PolicyReading ReadOne<TDocument>(
        JsonElement json, ShelvedPolicies shelved, Func<TDocument, ShelvedPolicies, IEnumerable<string>> faultsOf)
        where TDocument : class, IPolicyDocument
    {
        var read = StrictJson.Read<TDocument>(Encoding.UTF8.GetBytes(json.GetRawText()));
        if (read.Value is not { } document)
        {
            return new PolicyReading(null, string.Empty, read.Faults);
        }

        return new PolicyReading(
            document, CanonicalJson.Of(document), [.. faultsOf(document, shelved).Select(f => new JsonFault("$", f))]);
    }
}

/// <summary>A document as it was read.</summary>
/// <param name="Document">Null when its shape is wrong.</param>
/// <param name="Content">The document as canonical JSON.</param>
/// <param name="Faults">All that is wrong with it.</param>
internal sealed record PolicyReading(IPolicyDocument? Document, string Content, ImmutableArray<JsonFault> Faults);
