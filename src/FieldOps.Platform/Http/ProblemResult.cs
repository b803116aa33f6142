using FieldOps.Domain.Kernel;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>A refusal.</summary>
internal sealed class ProblemResult(Refusal refusal, int version) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, refusal, version);
}
