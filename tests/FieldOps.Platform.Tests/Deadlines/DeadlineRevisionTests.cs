using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using Microsoft.Extensions.Hosting;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Deadlines;

/// <summary>A build whose entities want deadlines that a build of before did not know.</summary>
public sealed class DeadlineRevisionTests : IAsyncLifetime
{
    private const string Rows = "select count(*) from log.deadline d join log.head h using (entity)";
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Entity_StoredBeforeItsTypeHadADeadline_GetsItFromTheBuildThatRaisesTheRevision()
    {
        await ArmedByABuildWithoutDeadlinesAsync();
        await using (var same = await StartAsync(_database, c => c.Deadlines = 1))
        {
            await EnsuredAsync(same);
            (await same.ScalarAsync<long>(Rows)).ShouldBe(0);
        }

        await using var platform = await StartAsync(_database, c => c.Deadlines = 2);
        await EnsuredAsync(platform);

        (await platform.ScalarAsync<long>(Rows + " where h.type = 'counter'")).ShouldBe(20);
        (await platform.ScalarAsync<int>("select revision from log.deadline_rules where type = 'counter'")).ShouldBe(2);
        (await platform.ScalarAsync<long>("select count(*) from log.deadline_rules")).ShouldBe(1);
        await platform.Get<IClockDriver>().AdvanceAsync(Start.AddDays(1), default);
        (await platform.ScalarAsync<long>("select count(*) from log.event where name = 'counter.rang.v1'"))
            .ShouldBe(20);
    }

    [Fact]
    public async Task Rows_OfAYoungerBuild_AreLeftAlone()
    {
        await ArmedByABuildWithoutDeadlinesAsync();
        await using (var younger = await StartAsync(_database, c => c.Deadlines = 3))
        {
            await EnsuredAsync(younger);
        }

        await using var older = await StartAsync(_database, c => c.Deadlines = 2);
        await older.ScalarAsync<int>("with d as (delete from log.deadline returning 1) select 1");
        await EnsuredAsync(older);

        (await older.ScalarAsync<long>(Rows)).ShouldBe(0);
        (await older.ScalarAsync<int>("select revision from log.deadline_rules")).ShouldBe(3);
    }

    private async Task ArmedByABuildWithoutDeadlinesAsync()
    {
        await using var before = await StartAsync(_database, c => c.Deadlines = 0);
        for (var n = 0; n < 20; n++)
        {
            await before.AcceptedAsync(Key(n), new Arm(Start.AddDays(1)), $"arm{n}");
        }

        (await before.ScalarAsync<long>(Rows)).ShouldBe(0);
    }

    private static Task EnsuredAsync(PlatformUnderTest platform) =>
        platform.Get<IEnumerable<IHostedService>>().OfType<DeadlineRevisions>().Single()
            .EnsureAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
}
