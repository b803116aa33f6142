using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Platform.Http;

/// <summary>
/// Without identities whoever reaches the API is whoever it says it is: so only this machine may reach it. Looks before
/// the server binds, and again at what it has bound.
/// </summary>
public sealed class LoopbackGuard(IConfiguration configuration, IServer server) : IHostedLifecycleService
{
    /// <summary>The refusal's code.</summary>
    public const string Code = "host.not-loopback";

    /// <summary>Refuses configured addresses, before anything is started.</summary>
    /// <exception cref="HostRefusedException">An address is not loopback.</exception>
    public static void Require(IConfiguration configuration) => RequireLoopback(Configured(configuration));

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        RequireLoopback(Configured(configuration).Concat(Bound(server)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        RequireLoopback(Bound(server));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address.Trim());
        if (host.IsUnixPipe || host.IsNamedPipe)
        {
            return true;
        }

        var name = host.Host.Trim('[', ']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static IEnumerable<string> Configured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(e => e["Url"]).OfType<string>();
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            return endpoints.Concat(urls.Split(';', StringSplitOptions.RemoveEmptyEntries));
        }

        // Bare ports mean every interface.
        var ports = new[] { configuration["http_ports"], configuration["https_ports"] };
        return endpoints.Concat(ports.Where(p => !string.IsNullOrEmpty(p)).Select(p => $"http://*:{p!.Split(';')[0]}"));
    }

    private static IEnumerable<string> Bound(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    private static void RequireLoopback(IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (!IsLoopback(address))
            {
                throw new HostRefusedException(
                    Code,
                    $"the API listens on loopback alone until it knows identities, so it does not bind to {address};"
                        + " use http://127.0.0.1:PORT.",
                    $"在启用身份认证之前，接口只监听本机回环地址，拒绝绑定 {address}；请使用 http://127.0.0.1:端口。");
            }
        }
    }
}
