namespace FieldOps.Domain.Assets;

/// <summary>One class of asset: what scope, limits, lots and prices speak of.</summary>
/// <param name="Code">Stable: <c>trunk1</c>, <c>station-vip</c>.</param>
/// <param name="Kind">One of <see cref="AssetTypes"/>.</param>
/// <param name="NameEn">Shown to people.</param>
/// <param name="NameZh">Shown to people.</param>
/// <param name="Source">Where the class comes from.</param>
public sealed record AssetClass(string Code, string Kind, string NameEn, string NameZh, string Source);
