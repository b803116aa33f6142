using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Platform.Config;

namespace FieldOps.Assessment;

/// <summary>The scoring schemes of this installation; one that cannot be used stops the start.</summary>
internal sealed class SchemeChoice
{
    private readonly PolicySet<ScoringScheme> _schemes;

    /// <exception cref="PolicyFormatException">A scheme contradicts itself.</exception>
    public SchemeChoice(PolicySet<ScoringScheme> schemes)
    {
        foreach (var scheme in schemes.All)
        {
            if (scheme.Faults() is { IsEmpty: false } faults)
            {
                throw new PolicyFormatException(
                    $"{schemes.Kind}/{scheme.Id}.v{scheme.Version}", string.Join(" ", faults).TrimEnd('.'));
            }
        }

        _schemes = schemes;
    }

    public IEnumerable<ScoringScheme> All => _schemes.All;

    /// <summary>One version; null when there is none.</summary>
    public ScoringScheme? Get(string id, int version) => _schemes.Get(id, version);

    /// <summary>The version of the scheme that held when the month began; null when there is none.</summary>
    public ScoringScheme? At(string id, DateTimeOffset monthStartsAt) => _schemes.EffectiveAt(id, monthStartsAt);
}
