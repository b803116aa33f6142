using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;

namespace FieldOps.Contractors;

/// <summary>The asset classes that a lot can name: those of the catalogues, in any version.</summary>
internal sealed class LotClasses(PolicyFolder folder)
{
    private readonly ImmutableHashSet<string> _known =
    [
        .. folder.Load<AssetClassCatalog>("asset-classes").All.SelectMany(c => c.Classes).Select(c => c.Code),
    ];

    /// <summary>That a class is in no catalogue; null where all are, or where the lot has it already.</summary>
    public Refusal? FaultOf(LotTerms? before, LotTerms? terms) => terms?.AssetClasses
        .Where(c => !_known.Contains(c) && before?.AssetClasses.Contains(c) != true)
        .Select(c => Refusal.Of(ContractLotRefusals.CoverageUnknown, ("field", "assetClasses"), ("word", c)))
        .FirstOrDefault();
}
