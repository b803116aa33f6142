using System.Globalization;
using FieldOps.Platform.Serialization;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>A success with its version, position and place.</summary>
internal sealed class ValueResult(
    object value, int version = 0, long position = 0, bool replayed = false, string? createdAt = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (position > 0)
        {
            response.Headers[ApiHeaders.LogPosition] = position.ToString(CultureInfo.InvariantCulture);
        }

        if (replayed)
        {
            response.Headers[ApiHeaders.Replayed] = "true";
        }

        if (version > 0)
        {
            var tag = EntityTags.Of(version);
            response.Headers.ETag = tag;
            if (IsKnown(httpContext.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        response.StatusCode = createdAt is null ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        // Null leaves the header out.
        response.Headers.Location = createdAt;

        return response.WriteAsJsonAsync(
            value, value.GetType(), PlatformJson.Options, "application/json", httpContext.RequestAborted);
    }

    private static bool IsKnown(HttpRequest request, string tag) =>
        HttpMethods.IsGet(request.Method) && request.Headers.IfNoneMatch.Contains(tag, StringComparer.Ordinal);
}
