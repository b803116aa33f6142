using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Platform.Config;

namespace FieldOps.Assessment;

/// <summary>The composites of this installation; one that cannot be used stops the start.</summary>
internal sealed class CompositeChoice
{
    private readonly PolicySet<CompositeScheme> _composites;

    /// <exception cref="PolicyFormatException">A composite contradicts itself, or contains itself.</exception>
    public CompositeChoice(PolicySet<CompositeScheme> composites, SchemeChoice schemes)
    {
        _composites = composites;
        var known = schemes.All.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var newest = Newest();
        foreach (var composite in newest.Values)
        {
            if (composite.Faults(known, newest) is { IsEmpty: false } faults)
            {
                throw new PolicyFormatException(
                    $"{composites.Kind}/{composite.Id}.v{composite.Version}", string.Join(" ", faults).TrimEnd('.'));
            }
        }
    }

    public IEnumerable<CompositeScheme> All => _composites.All;

    /// <summary>The version that held when the period began; null when there is none.</summary>
    public CompositeScheme? At(string id, DateTimeOffset periodStartsAt) =>
        _composites.EffectiveAt(id, periodStartsAt);

    /// <summary>The newest versions by id.</summary>
    public Dictionary<string, CompositeScheme> Newest() => _composites.All
        .GroupBy(c => c.Id, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
}
