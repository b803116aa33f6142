using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>A refusal.</summary>
internal sealed class ProblemResult(Refusal refusal, int version, IReadOnlyList<JsonFault>? faults = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) =>
        ProblemWriter.WriteAsync(httpContext, refusal, version, faults);
}
