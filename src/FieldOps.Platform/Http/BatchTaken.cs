namespace FieldOps.Platform.Http;

/// <summary>Endpoint metadata: the body is a batch, and each of its items has its own outcome.</summary>
internal sealed record BatchTaken;
