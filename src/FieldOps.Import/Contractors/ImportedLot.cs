namespace FieldOps.Import;

/// <summary>One contract lot. Areas are county codes; <c>*</c> stands for all.</summary>
/// <param name="Code">Code of the lot.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="AssetClasses">Codes of <see cref="ProductCodes.AssetClasses"/>, or <c>*</c>.</param>
/// <param name="Areas">County codes, or <c>*</c>.</param>
/// <param name="WorkKinds">Codes of <see cref="ProductCodes.WorkKinds"/>, or <c>*</c>.</param>
/// <param name="Pilot">Opens work that is allowed to pilots only.</param>
/// <param name="Shares">Parts that add up to 100.</param>
/// <param name="MonthlyFeeCny">Fee of a whole month, CNY.</param>
/// <param name="EffectiveFrom">First day.</param>
/// <param name="EffectiveTo">First day no longer covered; null without end.</param>
/// <param name="Mode"><c>partial</c> or <c>whole</c>; null when the file is silent.</param>
/// <param name="OpenOrdersMax">Open orders at which a contractor gets no more; null when the file is silent.</param>
/// <param name="Line">Line in the file.</param>
public sealed record ImportedLot(
    string Code,
    string NameZh,
    string NameEn,
    IReadOnlyList<string> AssetClasses,
    IReadOnlyList<string> Areas,
    IReadOnlyList<string> WorkKinds,
    bool Pilot,
    IReadOnlyList<ImportedShare> Shares,
    decimal MonthlyFeeCny,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    string? Mode,
    int? OpenOrdersMax,
    int Line);
