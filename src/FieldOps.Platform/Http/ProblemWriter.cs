using System.Diagnostics;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Platform.Http;

/// <summary>Writes a refusal as a problem; the only place that does.</summary>
internal static class ProblemWriter
{
    // Long enough for a stall of the log or the database to pass, short enough for a person who waits.
    private const int RetryAfterSeconds = 2;

    public static Task WriteAsync(
        HttpContext context, Refusal refusal, int version = 0, IReadOnlyList<JsonFault>? faults = null)
    {
        var text = context.RequestServices.GetRequiredService<ProblemCatalog>().For(refusal.Code);
        var chinese = PrefersChinese(context.Request);
        var detail = chinese ? text.ZhDetail : text.EnDetail;
        var body = new ProblemBody(
            "urn:fieldops:problem:" + text.Code,
            chinese ? text.Zh : text.En,
            text.Status,
            Fill(detail, refusal),
            context.Request.PathBase + context.Request.Path,
            text.Code,
            text.En,
            text.Zh,
            refusal.Facts,
            faults,
            Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
        SetHeaders(context.Response, text.Status, chinese, version);
        return context.Response.WriteAsJsonAsync(
            body, PlatformJson.Options, "application/problem+json", context.RequestAborted);
    }

    /// <summary>True when Chinese stands above English in Accept-Language; English without the header.</summary>
    public static bool PrefersChinese(HttpRequest request)
    {
        var chinese = 0.0;
        var english = 0.0;
        foreach (var language in request.GetTypedHeaders().AcceptLanguage)
        {
            var weight = language.Quality ?? 1.0;
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            {
                chinese = Math.Max(chinese, weight);
            }
            else if (language.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                english = Math.Max(english, weight);
            }
        }

        return chinese > english;
    }

    private static void SetHeaders(HttpResponse response, int status, bool chinese, int version)
    {
        response.StatusCode = status;
        response.Headers.ContentLanguage = chinese ? "zh" : "en";
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "no-store";
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        if (version > 0)
        {
            response.Headers.ETag = EntityTags.Of(version);
        }
    }

    private static string? Fill(string? template, Refusal refusal)
    {
        if (template is null)
        {
            return null;
        }

        foreach (var (name, value) in refusal.Facts)
        {
            template = template.Replace("{" + name + "}", value, StringComparison.Ordinal);
        }

        // A sentence with a gap says less than the title alone.
        return template.Contains('{', StringComparison.Ordinal) ? null : template;
    }
}
