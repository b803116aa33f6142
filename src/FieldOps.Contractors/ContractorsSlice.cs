using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Contractors;

/// <summary>The register of contractors, and contract lots.</summary>
public static class ContractorsSlice
{
    /// <summary>Registers the slice.</summary>
    public static IServiceCollection AddContractors(
        this IServiceCollection services, IConfiguration? configuration = null)
    {
        services.AddSingleton<EntityDefinition, ContractorEntity>();
        services.AddSingleton<EntityDefinition, ContractLotEntity>();
        services.AddSingleton<EntityDefinition, CreditRecordEntity>();
        services.AddSingleton<EntityDefinition, ContractorFileEntity>();
        services.AddSingleton<EntityDefinition, PersonEntity>();
        services.AddSingleton<EntityDefinition, ContractEntity>();
        services.AddSingleton<Projection, ContractorsProjection>();
        services.AddSingleton<Reactor, BadCreditReactor>();
        services.AddSingleton<CreditWrites>();
        services.AddSingleton<ContractorRows>();
        services.AddSingleton<ContractorWrites>();
        services.AddSingleton<LotWrites>();
        services.AddProblemTexts(ContractorsProblems.All);
        return services;
    }

    /// <summary>Maps its routes.</summary>
    public static void MapContractors(this IEndpointRouteBuilder routes)
    {
        ContractorEndpoints.Map(routes.MapApi("Contractors"));
        CreditEndpoints.Map(routes.MapApi("Bad-credit list"));
        LotEndpoints.Map(routes.MapApi("Contract lots"));
    }
}
