using FieldOps.Compliance;

namespace FieldOps.Host;

/// <summary>The slices of this edition: a list.</summary>
internal static class Composition
{
    public static void AddSlices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddCompliance(configuration);
    }

    public static void MapSlices(IEndpointRouteBuilder routes)
    {
        routes.MapCompliance();
    }
}
