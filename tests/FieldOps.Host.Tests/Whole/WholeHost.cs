using System.Net.Http.Json;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Whole;

/// <summary>The real composition on a database of its own, with a small entity more.</summary>
public class WholeHost : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FieldOpsHost _host = null!;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _host.Services;

    protected virtual DateTimeOffset? SimulatedStart => null;

    protected virtual Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    public virtual async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString,
            Urls = "http://127.0.0.1:0",
            SimulatedStart = SimulatedStart,
            Quiet = true,
            Settings = Settings,
            Services = Lamp.AddServices,
            Routes = Lamp.MapRoutes,
        });
        Client = new HttpClient { BaseAddress = _host.Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    public Task<HttpResponseMessage> PostAsync(
        string path, object body, string key, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }
}
