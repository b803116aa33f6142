using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla;

/// <summary>How SLA compliance is reported (domain reference, section 6.4).</summary>
/// <param name="Id">The rule set.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="ExcludedAttributions">Orders attributed to these are counted apart and stand in no rate.</param>
/// <param name="Percentiles">Percentiles of the elapsed time, 1 to 100, by nearest rank.</param>
public sealed record CompliancePolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    ImmutableArray<string> ExcludedAttributions,
    ImmutableArray<int> Percentiles) : IPolicyDocument;
