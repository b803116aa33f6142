using FieldOps.Platform.Config;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Platform.Http;

/// <summary>What slices say of their endpoints.</summary>
public static class ApiEndpoints
{
    /// <summary>Where all routes of the API begin.</summary>
    public const string Prefix = "/api/v1";

    /// <summary>
    /// The group that a slice maps its routes in: <c>/api/v1/…</c>, listed under one heading. Nearly every answer rests
    /// on rule sets, so a position that the caller names is one that the approved rule sets must have come to.
    /// </summary>
    /// <param name="routes">The host's routes.</param>
    /// <param name="heading">Heading in the API description: <c>Work orders</c>.</param>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, string heading) =>
        routes.MapGroup(Prefix).WithTags(heading)
            .AddEndpointFilter(new WaitsForFilter(PolicyShelf.Projection))
            .WithMetadata(WaitPositionTaken.Instance);

    /// <summary>Reads from these projections too: a position that the caller names is one that they come to.</summary>
    public static RouteHandlerBuilder WaitsFor(this RouteHandlerBuilder endpoint, params string[] projections) =>
        endpoint.AddEndpointFilter(new WaitsForFilter(projections));

    /// <summary>Takes the larger body of a batch.</summary>
    public static RouteHandlerBuilder TakesBatch(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new BodyLimit(BodyLimit.BytesBatch), new BatchTaken());

    /// <summary>
    /// Names the model of the answer, and the refusals that every call can meet, in the API description.
    /// </summary>
    public static RouteHandlerBuilder Answers<TBody>(
        this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) =>
        endpoint.Produces<TBody>(status)
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, "application/problem+json");

    /// <summary>Names further statuses that the endpoint refuses with, in the API description.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ProblemBody>(status, "application/problem+json");
        }

        return endpoint;
    }
}

/// <summary>Endpoint metadata: the endpoint honours X-Wait-Position.</summary>
internal sealed class WaitPositionTaken
{
    private WaitPositionTaken()
    {
    }

    public static WaitPositionTaken Instance { get; } = new();
}
