namespace FieldOps.Import;

/// <summary>One text in English and Chinese.</summary>
public sealed record BilingualText(string En, string Zh);
