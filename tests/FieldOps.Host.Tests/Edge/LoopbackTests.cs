using FieldOps.Platform.Http;

namespace FieldOps.Host.Tests.Edge;

public sealed class LoopbackTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://127.9.9.9:5000", true)]
    [InlineData("http://[::1]:5000", true)]
    [InlineData("https://localhost", true)]
    [InlineData("http://unix:/tmp/fieldops.sock", true)]
    [InlineData("http://0.0.0.0:5000", false)]
    [InlineData("http://*:5000", false)]
    [InlineData("http://+:80", false)]
    [InlineData("http://[::]:5000", false)]
    [InlineData("http://10.0.0.7:5000", false)]
    [InlineData("http://fieldops.example:80", false)]
    public void Address_IsLoopback_ByItsHost(string address, bool loopback) =>
        LoopbackGuard.IsLoopback(address).ShouldBe(loopback);

    [Theory]
    [InlineData("urls", "http://127.0.0.1:0;http://0.0.0.0:0")]
    [InlineData("Kestrel:Endpoints:Open:Url", "http://*:0")]
    public async Task Host_AskedToBindElsewhere_RefusesToStart(string key, string value)
    {
        var refusal = await Should.ThrowAsync<HostRefusedException>(() => EdgeHost.StartAsync((key, value)));
        refusal.Code.ShouldBe("host.not-loopback");
        refusal.ExitCode.ShouldBe(78);
        refusal.Message.ShouldContain("127.0.0.1");
    }

    [Fact]
    public async Task Host_GivenBarePorts_RefusesToStart()
    {
        var refusal = await Should.ThrowAsync<HostRefusedException>(
            () => EdgeHost.StartAsync(("urls", ""), ("http_ports", "8080")));
        refusal.Code.ShouldBe("host.not-loopback");
    }
}
