using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FieldOps.Platform.Config;

/// <summary>
/// Reads an instant only when it names its offset, and makes it UTC: a bare local time would mean another instant on
/// another machine.
/// </summary>
internal sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && Instants.TryParse(reader.GetString(), out var instant))
        {
            return instant;
        }

        throw new JsonException("Expected an ISO 8601 instant with its offset: 2026-11-22T08:00:00Z.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
}
