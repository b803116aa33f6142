using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Assessment.Recomputes;

/// <summary>Registers recomputes.</summary>
internal static class RecomputeServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<EntityDefinition, RecomputeEntity>();
        services.AddSingleton<Projection, IntervalProjection>();
        services.AddSingleton(RecomputeWork.Migration);
        services.AddSingleton(RecomputeWork.OfEachParty);
        services.AddSingleton<RecomputeRuleSets>();
        services.AddSingleton<RecomputeEvents>();
        services.AddSingleton<RecomputeRunTable>();
        services.AddSingleton<DifferenceTable>();
        services.AddSingleton<RecomputeScan>();
        services.AddSingleton<RecomputeMonths>();
        services.AddSingleton<RecomputeApply>();
        services.AddSingleton<RecomputeRunner>();
        services.AddHostedService<RecomputeWorker>();
        services.AddProblemTexts([.. RecomputeTexts.All]);
    }
}
