using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Platform.Config;

namespace FieldOps.Assessment.FollowUp;

/// <summary>The rules of follow-up of this installation; one that cannot be used stops the start.</summary>
internal sealed class FollowUpChoice
{
    private const string RulesId = "default";

    private readonly PolicySet<FollowUpRules> _rules;

    /// <exception cref="PolicyFormatException">A document contradicts itself.</exception>
    public FollowUpChoice(PolicySet<FollowUpRules> rules)
    {
        foreach (var document in rules.All)
        {
            if (document.Faults().ToArray() is { Length: > 0 } faults)
            {
                throw new PolicyFormatException(
                    $"{rules.Kind}/{document.Id}.v{document.Version}", string.Join(" ", faults).TrimEnd('.'));
            }
        }

        _rules = rules;
    }

    /// <summary>The rules that hold at an instant; null before the first.</summary>
    public FollowUpRules? At(DateTimeOffset at) => _rules.EffectiveAt(RulesId, at);
}
