namespace FieldOps.Platform.Http;

/// <summary>Endpoint metadata: the largest body that the endpoint takes.</summary>
/// <param name="BytesMax">Bytes.</param>
public sealed record BodyLimit(int BytesMax)
{
    /// <summary>For one command: far above any form, small enough that a thousand at once fit in memory.</summary>
    public const int BytesDefault = 1024 * 1024;

    /// <summary>For a batch of 1,000 items of about 2 KiB.</summary>
    public const int BytesBatch = 2 * 1024 * 1024;
}
