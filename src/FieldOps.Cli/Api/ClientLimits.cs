namespace FieldOps.Cli.Api;

/// <summary>Bounds of the client.</summary>
public sealed record ClientLimits
{
    /// <summary>Connections to the one host: as many callers as the host's own load tests use.</summary>
    public int ConnectionsMax { get; init; } = 64;

    /// <summary>Tries of a call while the host answers 429 or 503: about a minute at its Retry-After.</summary>
    public int AttemptsMax { get; init; } = 30;

    /// <summary>Seconds to wait where the host names none.</summary>
    public double RetryAfterSeconds { get; init; } = 0.5;

    /// <summary>Seconds at most to wait, whatever the host names.</summary>
    public double RetryAfterSecondsMax { get; init; } = 5;

    /// <summary>Seconds for one try: a full batch on a busy machine.</summary>
    public double CallSecondsMax { get; init; } = 100;
}
