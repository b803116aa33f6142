namespace FieldOps.Platform.Http;

/// <summary>
/// Endpoint metadata: a query parameter that a binder of ours reads, so that the description lists it.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">JSON type.</param>
/// <param name="Description">For people.</param>
public sealed record QueryParameterTaken(string Name, string Type, string Description);
