namespace FieldOps.Platform.Http;

/// <summary>The header names of the API beside the standard ones.</summary>
public static class ApiHeaders
{
    /// <summary>Operator company; <c>default</c> when absent.</summary>
    public const string Tenant = "X-Tenant";

    /// <summary>Stable id of who asks; <c>anonymous</c> when absent.</summary>
    public const string Actor = "X-Actor";

    /// <summary>
    /// One of the roles; <c>dispatcher</c> when absent, <c>contractor-dispatcher</c> with a contractor.
    /// </summary>
    public const string Role = "X-Role";

    /// <summary>Id of the contractor that the actor works for.</summary>
    public const string Contractor = "X-Contractor";

    /// <summary>The caller's own id of a wish: a UUID, or 1 to 200 printable characters.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>
    /// What the sending device's clock shows as it sends, sent anew with every try: it is of the sending, not of the
    /// wish, so it lies outside the fingerprint of the body.
    /// </summary>
    public const string DeviceClock = "X-Device-Clock";

    /// <summary>On answers: <c>true</c> when the first answer to this key is given again.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>On answers: the log position that the answer reflects.</summary>
    public const string LogPosition = "X-Log-Position";

    /// <summary>On reads: answer only when the read model has come to this log position.</summary>
    public const string WaitPosition = "X-Wait-Position";
}
