using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Faults;

/// <summary>Fault tickets and alarms: intake, dedup, lists. The entities are the asset slice's.</summary>
public static class FaultsSlice
{
    /// <summary>Registers the slice.</summary>
    public static IServiceCollection AddFaults(this IServiceCollection services, IConfiguration? configuration = null)
    {
        services.AddOptions<FaultsOptions>()
            .Configure(options => configuration?.GetSection(FaultsOptions.Section).Bind(options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<AlarmRules>();
        services.AddSingleton<AssetAddresses>();
        services.AddSingleton<FaultDoor>();
        services.AddSingleton<TicketQueries>();
        services.AddSingleton<AlarmQueries>();
        services.AddSingleton<Projection, FaultsProjection>();
        services.AddSingleton<Reactor, OrderEndedReactor>();
        return services.AddProblemTexts(FaultProblems.Texts);
    }

    /// <summary>Maps its routes.</summary>
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        TicketEndpoints.Map(routes.MapApi("Tickets"));
        SuppressedReports.Map(routes.MapApi("Tickets"));
        AlarmEndpoints.Map(routes.MapApi("Alarms"));
    }
}
