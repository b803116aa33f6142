using FieldOps.Assessment;
using FieldOps.Assets;
using FieldOps.Compliance;
using FieldOps.Contractors;
using FieldOps.Faults;
using FieldOps.WorkOrders;

namespace FieldOps.Host;

/// <summary>The slices of this edition: a list.</summary>
internal static class Composition
{
    public static void AddSlices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddAssets(configuration);
        services.AddFaults(configuration);
        services.AddWorkOrders(configuration);
        services.AddCompliance(configuration);
        services.AddContractors(configuration);
        services.AddAssessment(configuration);
    }

    public static void MapSlices(IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapFaults();
        routes.MapWorkOrders();
        routes.MapCompliance();
        routes.MapContractors();
        routes.MapAssessment();
    }
}
