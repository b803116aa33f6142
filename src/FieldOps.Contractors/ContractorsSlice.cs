using FieldOps.Contractors.Contracts;
using FieldOps.Contractors.Register;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
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
        AddRegister(services, configuration);
        services.AddSingleton<Projection, ContractorsProjection>();
        services.AddSingleton<Reactor, BadCreditReactor>();
        services.AddSingleton<CreditWrites>();
        services.AddSingleton<ContractorRows>();
        services.AddSingleton<ContractorWrites>();
        services.AddSingleton<PartyBook>();
        services.AddSingleton<LotWrites>();
        services.AddSingleton<LotClasses>();
        services.AddSingleton<SheetMonths>();
        services.AddProblemTexts(ContractorsProblems.All);
        return services;
    }

    private static void AddRegister(IServiceCollection services, IConfiguration? configuration)
    {
        var options = services.AddOptions<RegisterOptions>();
        if (configuration is not null)
        {
            options.Bind(configuration.GetSection(RegisterOptions.Section));
        }

        options.ValidateDataAnnotations().ValidateOnStart();
        services.AddPolicyShelf();
        services.AddSingleton(PersonalData.Schema);
        services.AddSingleton<EntityDefinition, ContractorFileEntity>();
        services.AddSingleton<EntityDefinition, PersonEntity>();
        services.AddSingleton<EntityDefinition, ContractEntity>();
        services.AddSingleton<Reactor, ExpiryNotices>();
        services.AddSingleton<Reactor, ExitsToContracts>();
        services.AddSingleton<StateReader>();
        services.AddSingleton<RegisterPolicies>();
        services.AddSingleton<RegisterRows>();
        services.AddSingleton<PersonalData>();
        services.AddSingleton<FileDoor>();
        services.AddSingleton<PersonDoor>();
        services.AddSingleton<ContractDoor>();
        services.AddProblemTexts([.. RegisterProblems.All, .. ContractProblems.All]);
    }

    /// <summary>Maps its routes.</summary>
    public static void MapContractors(this IEndpointRouteBuilder routes)
    {
        ContractorEndpoints.Map(routes.MapApi("Contractors"));
        FileEndpoints.Map(routes.MapApi("Contractors"));
        PersonEndpoints.Map(routes.MapApi("People"));
        ContractEndpoints.Map(routes.MapApi("Contracts"));
        CreditEndpoints.Map(routes.MapApi("Bad-credit list"));
        LotEndpoints.Map(routes.MapApi("Contract lots"));
    }
}
