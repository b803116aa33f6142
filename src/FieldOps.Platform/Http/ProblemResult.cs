using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Entities;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>A refusal.</summary>
internal sealed class ProblemResult(Refusal refusal, int version, IReadOnlyList<JsonFault>? faults = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        ProblemWriter.WriteAsync(httpContext, Told(httpContext.Request), version, faults);

    // Stale against nothing seen is another mistake than stale against an old version.
    private Refusal Told(HttpRequest request) =>
        refusal.Code == PlatformRefusals.VersionStale && CallerHeaders.IsUpdate(request)
            && !request.Headers.ContainsKey("If-Match")
            ? Refusal.Of(RequestRefusals.IfMatchMissing)
            : refusal;
}
