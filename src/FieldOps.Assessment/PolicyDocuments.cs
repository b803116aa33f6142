using System.Text.Json.Nodes;
using System.Text;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Serialization;

namespace FieldOps.Assessment;

/// <summary>Rule sets as JSON bodies: read strictly, so that what is checked here is what a start would read.</summary>
internal static class PolicyDocuments
{
    /// <summary>The document, or every place where it is none.</summary>
    public static (T? Document, Refusal? Refusal) Read<T>(JsonObject body)
        where T : class
    {
        var result = StrictJson.Read<T>(Encoding.UTF8.GetBytes(body.ToJsonString(PlatformJson.Options)));
        return result.Value is { } document
            ? (document, null)
            : (null, Refusal.Of(
                AssessmentProblems.DocumentInvalid, ("problem", string.Join("; ", result.Faults))));
    }

    /// <summary>A document as a body.</summary>
    public static JsonNode Body<T>(T document) => JsonSerializer.SerializeToNode(document, PlatformJson.Options)!;
}
