using FieldOps.Cluster.Tests.Streams;
using FieldOps.Domain.Kernel;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FieldOps.Cluster.Tests.Grains;

/// <summary>During a rolling upgrade an entity that lives on an old silo is written to by a newer one.</summary>
public sealed class NewerSiloTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private bool _newer;
    private StreamCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(silos: 1, services =>
    {
        var doubles = Volatile.Read(ref _newer);
        services.RemoveAll<EntityDefinition>();
        services.AddSingleton<EntityDefinition>(new TallyEntity(doubles: doubles));
        services.AddSingleton<EntityDefinition>(new TallyEntity(TallyEntity.EchoName, doubles: doubles));
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Entity_ThatItsSiloCannotRead_MovesToOneThatCan()
    {
        var old = _cluster.Silos[0].Get<IEntities>();
        await _cluster.AddAsync(2, tallies: 1);
        await DoubledAsync();
        (await AskAsync(old)).ShouldBeOfType<Answer.Unknown>().Unread.ShouldBe(TallyEntity.Doubling);

        Volatile.Write(ref _newer, true);
        await _cluster.JoinAsync();

        var began = TimeProvider.System.GetTimestamp();
        var answer = await AskAsync(old);
        while (answer is Answer.Unknown)
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(s_patience);
            answer = await AskAsync(old);
        }

        answer.ShouldBeOfType<Answer.Accepted>().View.ShouldBe(new TallyView(5, 0));
    }

    private static Task<Answer> AskAsync(IEntities entities) => entities.AskAsync(
        StreamCluster.KeyOf(0), new Add(3),
        new AskContext(new Actor("tester", ActorRoles.Dispatcher), NameBasedId.Of(Guid.Empty, "three")), default);

    // As a silo of the newer build does, by the log's own function.
    private Task DoubledAsync() => _cluster.TamperAsync($$"""
        select log.append(
            array['t1'], array['{{TallyEntity.Name}}'], array[h.id], array[h.entity], array[h.version], array[1],
            array[gen_random_uuid()], array[0::bigint], array['system||newer'], array['2024-01-01Z'::timestamptz],
            array[1], array[1], array['{{TallyEntity.Doubling}}'], array['{}'], '{}'::int[], '{}'::text[],
            '{}'::timestamptz[], '{}'::int[], '{}'::text[], '{}'::timestamptz[], 16)
        from log.head h where h.type = '{{TallyEntity.Name}}'
        """);
}
