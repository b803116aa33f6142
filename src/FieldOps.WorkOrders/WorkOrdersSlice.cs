using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Domain.Sla.Notices.Recipients;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.Api;
using FieldOps.WorkOrders.Directory;
using FieldOps.WorkOrders.List;
using FieldOps.WorkOrders.Notices;
using FieldOps.WorkOrders.Outages;
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
        AddOutages(services);
        AddNotices(services, configuration);
        services.AddSingleton<OrderPolicies>();
        services.AddPolicyShelf();
        services.AddSingleton<DirectoryCache>();
        services.AddSingleton<OrderDoor>();
        AddCrews(services, configuration);
        services.AddSingleton<Projection, DirectoryProjection>();
        services.AddSingleton<Projection, OrderListProjection>();
        services.AddSingleton<Reactor, OpenWorkOrder>();
        services.AddSingleton<Reactor, DeclaredWindows>();
        services.AddSingleton<LeaverOrders>();
        services.AddSingleton<Reactor, ExitHandOver>();
        services.AddSingleton<Reactor, ExitShares>();
        services.AddSingleton<Reactor, MergedOrders>();
        services.AddProblemTexts([.. OrderTexts.All, .. DeclaredEventTexts.All, .. NoticeTexts.All]);
        return services;
    }

    private static void AddCrews(IServiceCollection services, IConfiguration? configuration)
    {
        var options = services.AddOptions<CrewOptions>();
        if (configuration is not null)
        {
            options.Bind(configuration.GetSection(CrewOptions.Section));
        }

        options.ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CrewRules>();
    }

    private static void AddOutages(IServiceCollection services)
    {
        services.AddSingleton<EntityDefinition>(new PowerAreaEntity());
        services.AddPolicyChoice<MassOutagePolicy>(MassOutagePolicy.PolicyKind, (_, policy) => policy.Faults());
        services.AddSingleton<OutageRules>();
        services.AddSingleton<Reactor, MassOutages>();
        services.AddSingleton<Projection, DeclaredEventsProjection>();
    }

    private static void AddNotices(IServiceCollection services, IConfiguration? configuration)
    {
        var options = services.AddOptions<NoticeOptions>();
        if (configuration is not null)
        {
            options.Bind(configuration.GetSection(NoticeOptions.Section));
        }

        options.ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(NoticeTransports.Client);
        services.AddSingleton<EntityDefinition>(new NoticeEntity());
        services.AddSingleton<EntityDefinition>(new NoticeRecipientsEntity());
        services.AddSingleton(NoticeAddresses.Schema);
        services.AddSingleton(ChannelTable.Schema);
        services.AddSingleton(ChannelTable.OfLists);
        services.AddSingleton<ChannelTable>();
        services.AddSingleton<NoticeAddresses>();
        services.AddSingleton<NoticeChoice>();
        services.AddSingleton<Projection, NoticeOutbox>();
        services.AddSingleton<Reactor, LadderNotices>();
        services.AddSingleton<NoticeTransports>();
        services.AddHostedService<NoticeSender>();
    }

    /// <summary>Maps its routes.</summary>
    public static void MapWorkOrders(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Work orders");
        ListEndpoint.Map(api);
        CreateEndpoint.Map(api);
        DetailEndpoints.Map(api);
        SlaWhyEndpoint.Map(api);
        NoticeEndpoint.Map(api);
        VerbEndpoints.Map(api);
        OutboxEndpoints.Map(routes.MapApi("Notices"));
        RecipientEndpoints.Map(routes.MapApi("Notices"));
        var declared = routes.MapApi("Declared events");
        DeclaredEventEndpoints.Map(declared);
        ServiceProblemEndpoints.Map(declared);
        HardSiteEndpoints.Map(routes.MapApi("Hard sites"));
    }
}
