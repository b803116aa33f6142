using System.Collections.Immutable;
using FieldOps.Cluster.Hosting;
using FieldOps.Cluster.Tests.Streams;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Cluster.Tests.Hosting;

/// <summary>During a rolling upgrade silos of two builds run, and one of them knows newer rows.</summary>
public sealed class OutdatedTests : IAsyncLifetime
{
    private const int Boards = 8;

    private int _revision = 1;
    private StreamCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await StreamCluster.StartAsync(silos: 2, services =>
    {
        foreach (var number in Enumerable.Range(0, Boards))
        {
            services.AddSingleton<Projection>(new Board($"board{number}", Volatile.Read(ref _revision)));
        }
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Projections_OfANewerBuild_AreGivenUpByTheOlderSilos()
    {
        var old = _cluster.Silos;
        await _cluster.AddAsync(20, tallies: 10);
        await _cluster.QuietAsync();

        Volatile.Write(ref _revision, 2);
        var joined = StreamCluster.Of(await _cluster.JoinAsync());
        // Some of them the membership leaves with the older silos, which find that they cannot go on.
        Enumerable.Range(0, Boards).ShouldContain(n => OwnerOf(joined, n) != joined.Get<Membership>().Self.ToString());
        await _cluster.AddAsync(20, tallies: 10, series: "b");
        await _cluster.QuietAsync();

        foreach (var number in Enumerable.Range(0, Boards))
        {
            (await _cluster.CountAsync($"select count(*) from board{number}.seen where revision = 2")).ShouldBe(40);
            OwnerOf(joined, number).ShouldBe(joined.Get<Membership>().Self.ToString());
        }

        old.SelectMany(s => s.Get<FeedProgress>().Consumers).ShouldAllBe(c => c.Trouble == null);
    }

    private static string OwnerOf(SiloUnderTest silo, int board) =>
        silo.Get<Membership>().OwnerOf($"board{board}").ToString();

    private sealed class Board(string name, int revision) : Projection
    {
        public override string Name => name;

        public override int Revision => revision;

        public override ImmutableHashSet<string> EventNames => ["tally.added.v1"];

        public override string Ddl => "create table seen(position bigint primary key, revision int)";

        public override async Task ApplyAsync(
            IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand(
                "insert into seen select p, $2 from unnest($1) p", connection);
            command.Parameters.Add(new() { Value = batch.Select(e => e.Position).ToArray() });
            command.Parameters.Add(new() { Value = revision });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        public override Projection Fresh() => new Board(name, revision);
    }
}
