using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Entities;

/// <summary>What travels with a command beside the command itself.</summary>
/// <param name="By">Who asks.</param>
/// <param name="CommandId">The caller's own id of this wish, unique per tenant and entity.</param>
/// <param name="BodyHash">
/// Fingerprint of what the caller sent; the same id with another fingerprint is refused. 0 when the id follows from the
/// content, as a reactor's does.
/// </param>
/// <param name="ExpectedVersion">The version the caller has seen (<c>If-Match</c>); null when any will do.</param>
public sealed record AskContext(Actor By, Guid CommandId, long BodyHash = 0, int? ExpectedVersion = null);
