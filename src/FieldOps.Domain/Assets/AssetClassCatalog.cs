using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assets;

/// <summary>The asset classes of an operator (domain reference, sections 2 and 4): a versioned document.</summary>
/// <param name="Id">Which catalogue.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Classes">The classes.</param>
public sealed record AssetClassCatalog(
    string Id, int Version, DateTimeOffset EffectiveFrom, string Source, ImmutableArray<AssetClass> Classes)
    : IPolicyDocument
{
    /// <summary>The class of this code; null when the catalogue has none.</summary>
    public AssetClass? Find(string code) => Classes.FirstOrDefault(c => c.Code == code);

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public ImmutableArray<string> Faults() =>
    [
        .. Classes.GroupBy(c => c.Code, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => $"Class {g.Key} stands twice."),
        .. Classes.Where(c => !AssetTypes.All.Contains(c.Kind))
            .Select(c => $"Class {c.Code}: kind {c.Kind} is not known."),
    ];
}
