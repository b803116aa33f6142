using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Config;

namespace FieldOps.Assessment;

/// <summary>The price lists of this installation; one that cannot be used stops the start.</summary>
internal sealed class SettlementChoice
{
    private readonly PolicySet<SettlementTerms> _terms;

    /// <exception cref="PolicyFormatException">
    /// A price list holds a negative or absurd price, or counts orders of a class that no catalogue has in any version.
    /// </exception>
    public SettlementChoice(PolicyFolder folder)
    {
        var terms = folder.Load<SettlementTerms>(SettlementTerms.PolicyKind);
        ImmutableHashSet<string> classes =
        [
            .. folder.Load<AssetClassCatalog>("asset-classes").All.SelectMany(c => c.Classes).Select(c => c.Code),
        ];
        foreach (var list in terms.All)
        {
            if (list.Faults(classes) is { IsEmpty: false } faults)
            {
                throw new PolicyFormatException(
                    $"{terms.Kind}/{list.Id}.v{list.Version}", string.Join(" ", faults).TrimEnd('.'));
            }
        }

        _terms = terms;
    }

    public IEnumerable<SettlementTerms> All => _terms.All;

    /// <summary>The shipped lists, over which a tenant's approved ones are laid.</summary>
    public PolicySet<SettlementTerms> Terms => _terms;
}
