using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Platform.Log;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Assets;

/// <summary>The asset register: line segments, base stations, facilities, and their planned works.</summary>
public static class AssetsSlice
{
    // Slices' migrations come after the platform's.
    private const int OneCodeOneAsset = 101;

    /// <summary>Registers the slice.</summary>
    public static IServiceCollection AddAssets(this IServiceCollection services, IConfiguration? configuration = null)
    {
        services.AddOptions<AssetsOptions>()
            .Configure(options => configuration?.GetSection(AssetsOptions.Section).Bind(options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        foreach (var type in AssetTypes.All)
        {
            services.AddSingleton<EntityDefinition>(new AssetEntity(type));
        }

        services.AddSingleton(LogSchema.OneIdAmong(OneCodeOneAsset, "asset", AssetTypes.All));
        services.AddSingleton<AssetClasses>();
        services.AddSingleton<AssetDoor>();
        services.AddSingleton<AssetQueries>();
        services.AddSingleton<Projection, AssetsProjection>();
        return services.AddProblemTexts(AssetProblems.Texts);
    }

    /// <summary>Maps its routes.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Assets");
        AssetEndpoints.Map(api);
        CutoverEndpoints.Map(api);
    }
}
