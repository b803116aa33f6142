using System.Text;
using FieldOps.Engine.Tests.Tallies;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using FieldOps.Testing;

namespace FieldOps.Engine.Tests.Contract;

/// <summary>The same script gives the same log and read models, however events were interleaved on their way.</summary>
public abstract class ReplayContract(IEngineEdition edition) : EngineContract(edition)
{
    private const string Dump = """
        select e.type, e.id::text, e.version::text, e.name, e.body, e.command::text, e.recorded_at::text,
               (select count(*)::text from trail.step s
                where (s.type, s.id, s.version) = (e.type, e.id, e.version))
        from log.event e order by e.type, e.id, e.version
        """;

    [Fact]
    public async Task SameScript_UnderOtherInterleavings_GivesTheSameLogAndReadModels()
    {
        var first = await RunAsync(seed: 1, lagging: false);

        first.Split('\n').Length.ShouldBeGreaterThan(350);
        (await RunAsync(seed: 7, lagging: true)).ShouldBe(first);
        (await RunAsync(seed: 4711, lagging: true)).ShouldBe(first);
    }

    private async Task<string> RunAsync(int seed, bool lagging)
    {
        await using var database = await TestDatabase.CreateAsync(
            "engine", async source => await new Migrator(source, LogSchema.Migrations).MigrateAsync(default));
        await using (var engine = await StartAsync(database, s => With(
            s with { InterleavingSeed = seed, LaggingPartitions = lagging }, () => new Trail(), () => new Echo())))
        {
            for (var step = 0; step < 12; step++)
            {
                var at = Start.AddMinutes(10 * step);
                await Task.WhenAll(Enumerable.Range(0, 15).Select(n => engine.AcceptedAsync(
                    Key((n * 7) + step), new Add(n - step), $"{step}/{n}")));
                await engine.AcceptedAsync(Key(step), new Arm(at.AddMinutes(25)), $"arm{step}");
                await engine.AdvanceAsync(at.AddMinutes(10));
            }

            await engine.AdvanceAsync(Start.AddHours(6));
            await engine.QuietAsync();
        }

        return await DumpAsync(database);
    }

    private static async Task<string> DumpAsync(TestDatabase database)
    {
        var text = new StringBuilder();
        await using var command = database.DataSource.CreateCommand(Dump);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            text.AppendJoin('|', Enumerable.Range(0, rows.FieldCount).Select(rows.GetString)).Append('\n');
        }

        return text.ToString();
    }
}
