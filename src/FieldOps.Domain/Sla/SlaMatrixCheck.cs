using System.Collections.Immutable;

namespace FieldOps.Domain.Sla;

/// <summary>What a matrix leaves open: orders that could not be made under it.</summary>
public static class SlaMatrixCheck
{
    /// <summary>
    /// One sentence for each asset class and kind of work without a line, and each severity without a rule; empty when
    /// every order finds its limits.
    /// </summary>
    /// <param name="policy">The matrix.</param>
    /// <param name="assetClasses">Codes of the catalogue.</param>
    /// <param name="workKinds">Kinds of work.</param>
    /// <param name="severities">X.733 words of faults.</param>
    public static ImmutableArray<string> GapsOf(
        SlaPolicy policy,
        IEnumerable<string> assetClasses,
        IReadOnlyCollection<string> workKinds,
        IEnumerable<string> severities)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(assetClasses);
        ArgumentNullException.ThrowIfNull(workKinds);
        ArgumentNullException.ThrowIfNull(severities);
        return
        [
            .. assetClasses.SelectMany(a => workKinds.Where(k => policy.LineFor(a, k) is null)
                .Select(k => $"no line governs {a}/{k}")),
            .. severities.Where(s => policy.Severities.All(p => p.Severity != s))
                .Select(s => $"severity {s} has no rule"),
        ];
    }
}
