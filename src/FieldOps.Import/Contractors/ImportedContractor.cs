namespace FieldOps.Import;

/// <summary>One party that does the work: a contractor, or a crew of the operator's own (<c>in-house</c>).</summary>
public sealed record ImportedContractor(
    string Code, string NameZh, string NameEn, string Kind, string Status, int Line, string? Organisation = null);
