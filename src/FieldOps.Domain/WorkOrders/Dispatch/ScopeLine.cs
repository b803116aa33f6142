using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>One line of a scope policy.</summary>
/// <param name="Id">Stable, unique in its policy: <c>trunk-repair</c>.</param>
/// <param name="Outcome">One of <see cref="ScopeOutcomes"/>.</param>
/// <param name="Source">Source mark: <c>seed 0 art. 8</c>.</param>
/// <param name="NoteEn">Why, for people.</param>
/// <param name="NoteZh">Why, for people.</param>
/// <param name="AssetClasses">Codes of the asset class catalogue; absent or empty for any.</param>
/// <param name="Settlements">
/// <c>prefecture-city</c>, <c>county-town</c>, <c>below-county</c>; absent or empty for any.
/// </param>
/// <param name="WorkKinds">Words of <see cref="Dispatch.WorkKinds"/>; absent or empty for any.</param>
/// <param name="OnlyIf">A switch of the policy that must be on, or off when written with a leading <c>!</c>.</param>
public sealed record ScopeLine(
    string Id,
    string Outcome,
    string Source,
    string NoteEn,
    string NoteZh,
    ImmutableArray<string> AssetClasses = default,
    ImmutableArray<string> Settlements = default,
    ImmutableArray<string> WorkKinds = default,
    string? OnlyIf = null)
{
    private static readonly ImmutableArray<string> s_settlements = ["prefecture-city", "county-town", "below-county"];

    /// <summary>Whether the line speaks of this work; unknown settlement matches no line that names one.</summary>
    public bool Covers(
        string assetClass, string? settlement, string workKind, ImmutableSortedDictionary<string, bool>? switches) =>
        Has(AssetClasses, assetClass)
        && Has(Settlements, settlement)
        && Has(WorkKinds, workKind)
        && IsSwitchedOn(switches);

    internal IEnumerable<string> Faults(ImmutableSortedDictionary<string, bool>? switches)
    {
        if (!ScopeOutcomes.All.Contains(Outcome))
        {
            yield return $"Line {Id}: outcome {Outcome} is not known.";
        }

        if (string.IsNullOrWhiteSpace(Source))
        {
            yield return $"Line {Id} names no source.";
        }

        foreach (var kind in Listed(WorkKinds).Where(k => !Dispatch.WorkKinds.All.Contains(k)))
        {
            yield return $"Line {Id}: work kind {kind} is not known.";
        }

        foreach (var settlement in Listed(Settlements).Where(s => !s_settlements.Contains(s)))
        {
            yield return $"Line {Id}: settlement {settlement} is not known.";
        }

        if (OnlyIf is not null && switches?.ContainsKey(OnlyIf.TrimStart('!')) is not true)
        {
            yield return $"Line {Id}: switch {OnlyIf} is not declared by the policy.";
        }
    }

    private static ImmutableArray<string> Listed(ImmutableArray<string> words) => words.IsDefault ? [] : words;

    private static bool Has(ImmutableArray<string> words, string? word) =>
        words.IsDefaultOrEmpty || (word is not null && words.Contains(word));

    private bool IsSwitchedOn(ImmutableSortedDictionary<string, bool>? switches)
    {
        if (OnlyIf is null)
        {
            return true;
        }

        var wanted = !OnlyIf.StartsWith('!');
        return switches is not null && switches.TryGetValue(OnlyIf.TrimStart('!'), out var on) && on == wanted;
    }
}
