using System.Collections.Immutable;

namespace FieldOps.Domain.Kernel;

/// <summary>An expected no. A value, never an exception.</summary>
/// <param name="Code">Stable, dotted, lower case: <c>work-order.not-accepted</c>. Translated at the edge.</param>
/// <param name="Facts">What the code's text needs: invariant strings, ISO 8601 instants.</param>
public sealed record Refusal(string Code, ImmutableSortedDictionary<string, string> Facts)
{
    /// <summary>A refusal with its facts.</summary>
    public static Refusal Of(string code, params (string Name, string Value)[] facts) =>
        new(code, facts.ToImmutableSortedDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal));
}
