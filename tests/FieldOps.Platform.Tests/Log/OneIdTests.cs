using FieldOps.Platform.Entities;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using FieldOps.Platform.Tests.Counters;
using FieldOps.Testing;
using static FieldOps.Platform.Tests.Counters.PlatformUnderTest;

namespace FieldOps.Platform.Tests.Log;

public sealed class OneIdTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await DatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Id_OfAnotherTypeOfTheFamily_IsTakenAndTheOthersOfTheCallAreRecorded()
    {
        await using var platform = await StartAsync(_database);
        var family = LogSchema.OneIdAmong(150, "counter", [CounterEntity.Name, Mirror.TargetType]);
        await new Migrator(platform.Database, [.. LogSchema.Migrations, family]).MigrateAsync(default);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).SelectMany(n => new[]
        {
            platform.Entities.AskAsync(Key(n), new Add(1), By($"a{n}"), default),
            platform.Entities.AskAsync(Key(n, Mirror.TargetType), new Add(1), By($"b{n}"), default),
        }));

        answers.OfType<Answer.Accepted>().Count().ShouldBe(100);
        answers.OfType<Answer.Refused>().Select(r => r.Refusal.Code).Distinct()
            .ShouldBe([PlatformRefusals.IdTaken]);
        (await platform.ScalarAsync<long>("select count(*) - max(position) from log.event")).ShouldBe(0);
        (await platform.ScalarAsync<long>("select count(distinct id) from log.event")).ShouldBe(100);
    }

    [Fact]
    public async Task Id_OfAnotherTypeWithoutAFamily_IsFree()
    {
        await using var platform = await StartAsync(_database);

        await platform.AcceptedAsync(Key(1), new Add(1), "a");
        await platform.AcceptedAsync(Key(1, Mirror.TargetType), new Add(1), "b");
    }
}
