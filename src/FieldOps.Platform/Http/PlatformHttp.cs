using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http.Changes;
using FieldOps.Platform.Http.Health;
using FieldOps.Platform.Http.Live;
using FieldOps.Platform.Http.OpenApi;
using FieldOps.Platform.Http.Stuck;
using FieldOps.Platform.Serialization;
using FieldOps.Platform.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FieldOps.Platform.Http;

/// <summary>The HTTP edge: registration and pipeline.</summary>
public static class PlatformHttp
{
    /// <summary>Registers the refusal map, the exception door and the policy folder.</summary>
    public static IServiceCollection AddPlatformHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProblemTexts([.. PlatformProblems.All]);
        services.TryAddSingleton<ProblemCatalog>();
        services.TryAddSingleton(_ => PolicyFolder.Open(configuration));
        services.TryAddSingleton(TimeProvider.System);
        services.AddExceptionHandler<ExceptionDoor>();
        services.AddProblemTexts([.. ChangesEndpoint.Texts, .. LiveEndpoint.Texts, .. StuckEndpoints.Texts]);
        services.AddSingleton<ChangeReaders>();
        services.AddHostedService<LoopbackGuard>();
        services.AddHostedService<TelemetryExport>();
        services.AddHealthChecks()
            .AddCheck<DatabaseHealthCheck>("database")
            .AddCheck<LogHealthCheck>("log")
            .AddCheck<ConsumersHealthCheck>("consumers");
        services.AddApiDescription();
        // A parameter that is missing or of another type is then known by its name.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            PlatformJson.Apply(json.SerializerOptions);
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        });
        return services;
    }

    /// <summary>Adds texts to the refusal map. Every slice calls it for its own codes.</summary>
    public static IServiceCollection AddProblemTexts(this IServiceCollection services, params ProblemText[] texts)
    {
        foreach (var text in texts)
        {
            services.AddSingleton(text);
        }

        return services;
    }

    /// <summary>Puts the door before everything that follows.</summary>
    public static void UsePlatformHttp(this IApplicationBuilder app)
    {
        app.Use(RequestSpans.NameAsync);
        app.Use(SetSafetyHeadersAsync);
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(static context => ProblemWriter.WriteAsync(
            context.HttpContext, Refusal.Of(ExceptionDoor.CodeOf(context.HttpContext.Response.StatusCode))));
        app.Use(RefuseNulAsync);
        app.Use(RightsDoor.CheckAsync);
    }

    /// <summary>Maps what the platform itself answers: changes, health, the API's description.</summary>
    public static void MapPlatformHttp(this IEndpointRouteBuilder routes)
    {
        ChangesEndpoint.Map(routes);
        LiveEndpoint.Map(routes);
        StuckEndpoints.Map(routes);
        HealthEndpoints.Map(routes);
        routes.MapApiDescription();
    }

    // No text of the database holds a NUL: nothing can be asked for by one.
    private static Task RefuseNulAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true)
        {
            return next(context);
        }

        var odd = context.Request.Query.FirstOrDefault(p => p.Value.Any(v => v?.Contains('\0') == true)).Key;
        throw RefusedRequestException.Of(
            RequestRefusals.ParameterInvalid, ("parameter", odd ?? "query"), ("expected", "printable text"));
    }

    private static Task SetSafetyHeadersAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return next(context);
    }
}
