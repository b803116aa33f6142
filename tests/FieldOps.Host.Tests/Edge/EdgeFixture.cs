namespace FieldOps.Host.Tests.Edge;

public abstract class EdgeFixture : IAsyncLifetime
{
    public EdgeHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await EdgeHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
