using System.Text.Json;
using FieldOps.Platform.Serialization;

namespace FieldOps.Cli.Api;

/// <summary>What the API answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Bytes of the body; empty for none.</param>
/// <param name="Version">From ETag; null when there is none.</param>
/// <param name="Position">Log position that the answer reflects; null when it names none.</param>
/// <param name="Replayed">True when the first answer to this key was given again.</param>
/// <param name="Refusal">Set when the status is 400 or above.</param>
public sealed record ApiAnswer(
    int Status, ReadOnlyMemory<byte> Body, int? Version, long? Position, bool Replayed, ApiRefusal? Refusal)
{
    /// <summary>True below 400.</summary>
    public bool IsAccepted => Refusal is null;

    /// <summary>The body as a value.</summary>
    /// <exception cref="JsonException">The body has another shape.</exception>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Body.Span, PlatformJson.Options)
        ?? throw new JsonException("The answer is null.");

    /// <summary>The body as a tree.</summary>
    public JsonElement Json() => JsonDocument.Parse(Body).RootElement;
}
