using FieldOps.Domain.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>
/// Turns away who has not the right that an endpoint needs, before anything of the request but its headers is read.
/// Rules that depend on the object (whose order, whose month) are the entity's.
/// </summary>
public static class RightsDoor
{
    /// <summary>Declares the right that an endpoint needs.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, Right right) =>
        endpoint.WithMetadata(right);

    internal static Task CheckAsync(HttpContext context, RequestDelegate next) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Right>()?.RefusalOf(CallerHeaders.ActorOf(context.Request))
            is { } refusal
                ? ProblemWriter.WriteAsync(context, refusal)
                : next(context);
}
