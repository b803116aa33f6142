using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Compliance;

/// <summary>SLA board and compliance: which clocks run, which ended how.</summary>
public static class ComplianceSlice
{
    /// <summary>Registers the slice.</summary>
    public static IServiceCollection AddCompliance(this IServiceCollection services, IConfiguration? configuration = null)
    {
        return services;
    }

    /// <summary>Maps its routes.</summary>
    public static void MapCompliance(this IEndpointRouteBuilder routes)
    {
    }
}
