using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.Api;
using FieldOps.WorkOrders.Directory;
using FieldOps.WorkOrders.List;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.WorkOrders;

/// <summary>Work orders: dispatch, the field's verbs, review, list and queue.</summary>
public static class WorkOrdersSlice
{
    /// <summary>Registers the slice.</summary>
    public static IServiceCollection AddWorkOrders(
        this IServiceCollection services, IConfiguration? configuration = null)
    {
        var options = services.AddOptions<OrderPolicyOptions>();
        if (configuration is not null)
        {
            options.Bind(configuration.GetSection(OrderPolicyOptions.Section));
        }

        options.ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EntityDefinition>(new WorkOrderEntity());
        services.AddSingleton<EntityDefinition>(new DeclaredEventEntity());
        services.AddSingleton<EntityDefinition>(new HardSiteEntity());
        services.AddSingleton<OrderPolicies>();
        services.AddPolicyShelf();
        services.AddSingleton<DirectoryCache>();
        services.AddSingleton<OrderDoor>();
        services.AddSingleton<Projection, DirectoryProjection>();
        services.AddSingleton<Projection, OrderListProjection>();
        services.AddSingleton<Reactor, OpenWorkOrder>();
        services.AddSingleton<Reactor, DeclaredWindows>();
        services.AddProblemTexts([.. OrderTexts.All, .. DeclaredEventTexts.All]);
        return services;
    }

    /// <summary>Maps its routes.</summary>
    public static void MapWorkOrders(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Work orders");
        ListEndpoint.Map(api);
        CreateEndpoint.Map(api);
        DetailEndpoints.Map(api);
        SlaWhyEndpoint.Map(api);
        VerbEndpoints.Map(api);
        DeclaredEventEndpoints.Map(routes.MapApi("Declared events"));
        HardSiteEndpoints.Map(routes.MapApi("Hard sites"));
    }
}
