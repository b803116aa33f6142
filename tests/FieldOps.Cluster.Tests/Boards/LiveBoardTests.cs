using FieldOps.Cluster.Boards;
using FieldOps.Cluster.Tests.Streams;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Live;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.TestingHost;

namespace FieldOps.Cluster.Tests.Boards;

/// <summary>Boards on all silos of a real cluster, told by streams whose subscriptions are in PostgreSQL.</summary>
public sealed class LiveBoardTests : IAsyncLifetime
{
    private const string Tenant = "t1";

    // What the rendezvous of a stream keeps: a subscriber is in it by the name of its grain.
    private const string Subscriptions = """
        select count(*) from orleans.OrleansStorage
        where convert_from(PayloadBinary, 'UTF8') like '%live-board%'
        """;

    private StreamCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(
        silos: 3, services => services.AddSingleton<Projection>(new Trail()));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Readers_OnEverySilo_AreToldOfWhatAnySiloDid()
    {
        var readers = Follow(_cluster.Silos);
        foreach (var reader in readers)
        {
            await FirstLookAsync(reader);
        }

        await _cluster.AddAsync(1, tallies: 1);

        foreach (var reader in readers)
        {
            var news = await ToldOfAsync(reader, tally: 0);
            news.Position.ShouldBe(1);
        }

        // One silo has the projection; the others know by the stream alone.
        (await _cluster.CountAsync(Subscriptions)).ShouldBe(1);
    }

    [Fact]
    public async Task Subscription_WhoseSiloIsKilled_GoesOnOnAnother()
    {
        var readers = _cluster.Handles.ToDictionary(h => h, h => Follow([StreamCluster.Of(h)])[0]);
        foreach (var reader in readers.Values)
        {
            await FirstLookAsync(reader);
        }

        var home = await HomeAsync();
        var killed = _cluster.Handles.Single(h => h.SiloAddress.Equals(home));
        await _cluster.KillAsync(killed);
        await _cluster.AddAsync(40, tallies: 8);

        foreach (var (_, reader) in readers.Where(r => r.Key != killed))
        {
            await ToldOfAllAsync(reader, tallies: 8);
        }

        (await HomeAsync()).ShouldNotBe(home);
        (await _cluster.CountAsync(Subscriptions)).ShouldBe(1);
    }

    [Fact]
    public async Task Board_ThatItsReadersLeft_IsUnsubscribed()
    {
        var readers = Follow(_cluster.Silos);
        foreach (var reader in readers)
        {
            await FirstLookAsync(reader);
        }

        readers[0].Dispose();
        await _cluster.AddAsync(1, tallies: 1);
        await ToldOfAsync(readers[1], tally: 0);
        (await _cluster.CountAsync(Subscriptions)).ShouldBe(1);
        readers[1].Dispose();
        readers[2].Dispose();

        await _cluster.UntilNoneAsync(Subscriptions);
    }

    [Fact]
    public async Task Board_WhoseOnlyReadersDiedWithTheirSilo_IsUnsubscribed()
    {
        var joined = await _cluster.JoinAsync();
        await FirstLookAsync(Follow([StreamCluster.Of(joined)])[0]);
        (await _cluster.CountAsync(Subscriptions)).ShouldBe(1);

        await _cluster.KillAsync(joined);
        // Wherever its grain was: the next news wakes it, and it finds that nobody listens.
        await _cluster.AddAsync(4, tallies: 2);

        await _cluster.UntilNoneAsync(Subscriptions);
    }

    [Fact]
    public async Task Readers_WhenASiloLeaves_AreToldToLookAgain()
    {
        var joined = await _cluster.JoinAsync();
        var reader = Follow(_cluster.Silos)[0];
        await FirstLookAsync(reader);

        await _cluster.LeaveAsync(joined);

        await FirstLookAsync(reader);
    }

    private static BoardReader[] Follow(IEnumerable<SiloUnderTest> silos) =>
        [.. silos.Select(s => s.Get<LiveBoards>().Follow(Tenant, ["trail"]))];

    // A silo that is new to the board may have missed something, and says so.
    private static Task FirstLookAsync(BoardReader reader) => UntilAsync(reader, news => news.Entities is null);

    private static Task<BoardNews> ToldOfAsync(BoardReader reader, int tally) => UntilAsync(
        reader, news => news.Entities?.Any(e => e.Id == StreamCluster.KeyOf(tally).Id) == true);

    // By name, or by being told to look at everything once it is there.
    private async Task ToldOfAllAsync(BoardReader reader, int tallies)
    {
        var head = await _cluster.CountAsync("select position from log.state");
        var named = new HashSet<Guid>();
        await UntilAsync(reader, news =>
        {
            named.UnionWith(news.Entities?.Select(e => e.Id) ?? []);
            return named.Count == tallies || (news.Entities is null && news.Position >= head);
        });
    }

    private static async Task<BoardNews> UntilAsync(BoardReader reader, Predicate<BoardNews> isIt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            foreach (var news in await reader.TakeAsync(patience.Token))
            {
                if (isIt(news))
                {
                    return news;
                }
            }
        }
    }

    private async Task<SiloAddress> HomeAsync()
    {
        var grains = _cluster.Silos[0].Get<IGrainFactory>();
        return (await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(
            grains.GetGrain<ILiveBoardGrain>(Tenant)))!;
    }
}
