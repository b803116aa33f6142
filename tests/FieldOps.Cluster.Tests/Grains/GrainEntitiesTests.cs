using FieldOps.Cluster.Grains;
using FieldOps.Cluster.Tests.Streams;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;

namespace FieldOps.Cluster.Tests.Grains;

/// <summary>The door to grains, where it meets what should not be.</summary>
public sealed class GrainEntitiesTests : IAsyncLifetime
{
    private StreamCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(silos: 1, _ => { });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Read_OfWhatNoSiloHosts_SaysSoInsteadOfFailingSomehow()
    {
        var services = _cluster.Silos[0];
        var entities = new GrainEntities(
            services.Get<IGrainFactory>(), services.Get<EntityCatalog>(), NullLogger<GrainEntities>.Instance);

        var key = new EntityKey("t1", "nobody", Guid.Empty);
        (await Should.ThrowAsync<EntityUnreachableException>(
            () => entities.ReadAsync(key, TimeSpan.Zero, CancellationToken.None))).InnerException.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("t2")]
    [InlineData(null)]
    public async Task Ask_ForAnotherCompanyThanTheKeys_IsRefused(string? tenant)
    {
        var key = StreamCluster.KeyOf(0);
        var grain = _cluster.Silos[0].Get<IGrainFactory>().GetGrain<IEntityGrain>(EntityGrainId.Of(key));
        CallerContext.Set(key with { Tenant = tenant ?? "t1" }, new(Actor.System, Guid.Empty));
        if (tenant is null)
        {
            RequestContext.Clear();
        }

        var one = await grain.AskAsync(new("tally", new Add(1), Guid.Empty));
        var several = await grain.AskAllAsync([new("tally", new Add(1), Guid.Empty)]);

        foreach (var reply in several.Append(one))
        {
            reply.Answer.ShouldBeOfType<Answer.Refused>().Refusal.Code.ShouldBe("entity.tenant-mismatch");
        }

        (await _cluster.CountAsync("select count(*) from log.event")).ShouldBe(0);
    }
}
