namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>The operator's scheme of months for which no contract names one, as the host is set up.</summary>
/// <param name="Id">Its id.</param>
public sealed record UsualScheme(string Id);
