using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace FieldOps.Platform.Http.OpenApi;

/// <summary>The API's description (OpenAPI 3.1) and the page that shows it.</summary>
public static class ApiDescription
{
    /// <summary>Where the description is.</summary>
    public const string DocumentPath = "/openapi/v1.json";

    /// <summary>Where people read it.</summary>
    public const string PagePath = "/docs";

    // Everything comes from this host, nothing inline: a description that quoted markup could run nothing.
    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Registers the description.</summary>
    public static IServiceCollection AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer<OwnParameters>();
            options.AddSchemaTransformer<DocumentedMembers>();
            options.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "FieldOps API · 代维作业平台接口",
                    Version = "v1",
                    Description = "Outsourced telecom maintenance: from a fault ticket to a contractor's monthly score "
                        + "and settlement. 通信代维：从故障工单到代维单位月度考核与结算。",
                };
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
        });

    /// <summary>Maps the description and its page.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json");
        MapAsset(routes, PagePath, "index.html", "text/html; charset=utf-8");
        MapAsset(routes, PagePath + "/docs.js", "docs.js", "text/javascript; charset=utf-8");
        MapAsset(routes, PagePath + "/docs.css", "docs.css", "text/css; charset=utf-8");
    }

    private static void MapAsset(IEndpointRouteBuilder routes, string path, string name, string contentType)
    {
        var bytes = Load(name);
        routes.MapGet(path, (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Results.Bytes(bytes, contentType);
        }).ExcludeFromDescription();
    }

    private static byte[] Load(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream("docs/" + name)
            ?? throw new InvalidOperationException($"The page part {name} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
