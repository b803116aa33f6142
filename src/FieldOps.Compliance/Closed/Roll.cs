using System.Collections.Immutable;

namespace FieldOps.Compliance.Closed;

/// <summary>The words by which figures may be asked for, beside month and clock, which every figure has.</summary>
[Flags]
internal enum Dimensions
{
    None = 0,
    Region = 1,
    County = 2,
    AssetClass = 4,
    Severity = 8,
    Contractor = 16,
    Lot = 32,
    WorkKind = 64,
    All = 127,
}

/// <summary>
/// Which words a set of cells knows. Every ended order is counted once in each: a question is answered from the
/// smallest that knows the words it uses. ADR 0024.
/// </summary>
internal sealed record Roll(int Number, Dimensions Words)
{
    /// <summary>From few cells to many.</summary>
    public static ImmutableArray<Roll> All { get; } =
    [
        new(0, Dimensions.None), new(1, Dimensions.Severity), new(2, Dimensions.WorkKind),
        new(3, Dimensions.AssetClass), new(4, Dimensions.Region), new(5, Dimensions.Contractor),
        new(6, Dimensions.Contractor | Dimensions.Lot), new(7, Dimensions.Region | Dimensions.County),
        new(8, Dimensions.Region | Dimensions.AssetClass | Dimensions.Severity),
        new(9, Dimensions.Contractor | Dimensions.Lot | Dimensions.AssetClass | Dimensions.Severity),
        new(10, Dimensions.All),
    ];

    /// <summary>The one that knows every word.</summary>
    public static Roll Finest => All[^1];

    /// <summary>The smallest that knows these words.</summary>
    public static Roll For(Dimensions words) => All.First(r => (words & ~r.Words) == Dimensions.None);

    /// <summary>The smallest that knows its words and more; none knows more than the finest.</summary>
    public Roll Finer => All.First(r => r.Number > Number && (Words & ~r.Words) == Dimensions.None);

    public bool Has(Dimensions word) => (Words & word) == word;
}
