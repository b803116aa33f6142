using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Log;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Log;

/// <summary>
/// Large appends guard what they know together and the rest one by one: each comes to what it would have come to alone.
/// </summary>
public sealed class GuardTests : IAsyncLifetime
{
    private const int Entities = 60;
    private readonly long[] _ids = new long[Entities];
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Append_OfNewStaleRepeatedAndRowsTogether_TellsEachItsOwn()
    {
        await using var platform = await StartAsync(_database);
        for (var n = 0; n < Entities; n++)
        {
            await platform.AcceptedAsync(Key(n), new Add(1), $"made{n}");
            _ids[n] = await platform.ScalarAsync<long>($"select entity from log.head where id = '{Key(n).Id}'");
        }

        var appender = platform.Get<Appender>();
        var results = await Task.WhenAll(Enumerable.Range(0, Entities).Select(
            n => appender.AppendAllAsync(Asked(n), yields: false, CancellationToken.None)).ToArray());

        for (var n = 0; n < Entities; n++)
        {
            results[n].Select(r => r.Outcome).Distinct().ShouldBe([Wanted(n)], $"{n}");
        }

        var positions = results.SelectMany(r => r).Where(r => r.Outcome == AppendOutcome.Committed)
            .Select(r => r.Position).ToArray();
        positions.ShouldBeUnique();
        (await platform.ScalarAsync<long>("select count(*) from log.event")).ShouldBe(Entities + positions.Length);
        // A call that fails is asked again one by one: so it would come out right all the same.
        var calls = await platform.ScalarAsync<long>(
            $"select count(distinct xmin::text) from log.event where position > {Entities}");
        calls.ShouldBeLessThan(10);
        (await platform.ScalarAsync<long>("""
            select count(*) from log.head h
            where h.version <> (select count(*) from log.event e where e.entity = h.entity)
            """)).ShouldBe(0);
    }

    private ImmutableArray<Append> Asked(int n) => (n % 6) switch
    {
        0 => [Of(n, $"a{n}", 1), Of(n, $"b{n}", 2)],
        1 => [Of(n, $"a{n}", 7), Of(n, $"b{n}", 1)],
        2 => [Of(n, $"made{n}", 1, hash: 1)],
        3 => [Of(n, $"a{n}", 2)],
        4 => [Of(n, $"a{n}", 1) with { Key = Key(n + 1_000), Entity = 0, ExpectedVersion = 0 }],
        _ => [Of(n, $"a{n}", 1)],
    };

    // A row is recorded together or, after its first that fails, not at all; a command id is known for good.
    private static AppendOutcome Wanted(int n) => (n % 6) switch
    {
        1 or 3 => AppendOutcome.Conflict,
        2 => AppendOutcome.Reused,
        _ => AppendOutcome.Committed,
    };

    private Append Of(int n, string id, int version, int hash = 0) => new(
        Key(n), _ids[n], version, [new Added(1)], Actor.System, By(id).CommandId, hash, DateTimeOffset.UnixEpoch, [],
        []);
}
