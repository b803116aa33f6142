namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// What people marked by a later version of a scheme, on a line that the version of a period's table does not have.
/// </summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="Path">The line: <c>table/item/content/rule</c>.</param>
/// <param name="SchemeId">The scheme.</param>
/// <param name="SchemeVersion">The version of the table.</param>
public sealed record UnweighedMark(string Month, string Path, string SchemeId, int SchemeVersion);
