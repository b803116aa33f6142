using FieldOps.Host;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>The routes that the program maps, from its real composition; nothing is started.</summary>
internal static class ProgramRoutes
{
    private static readonly Lazy<HashSet<string>> s_all = new(Compose);

    public static HashSet<string> All => s_all.Value;

    private static HashSet<string> Compose()
    {
        using var host = FieldOpsHost.Compose("Host=127.0.0.1;Database=none");
        return ((IEndpointRouteBuilder)host).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).ToHashSet(StringComparer.Ordinal);
    }
}
