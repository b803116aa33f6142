using System.Net;
using FieldOps.Host.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Host.Tests.Assets;

/// <summary>A code is one asset's, whatever type it is registered under and however many register it at once.</summary>
public sealed class OneCodeTests(FaultsHost host) : IClassFixture<FaultsHost>
{
    private const int Codes = 60;

    [Fact]
    public async Task Code_RegisteredUnderTwoTypesAtOnce_BelongsToOne()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Codes).SelectMany(n => new[]
        {
            host.PostAsync("/api/v1/assets", FaultsHost.Station($"ONE-{n}")),
            host.PostAsync("/api/v1/assets", Segment($"ONE-{n}")),
        }));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(Codes);
        answers.Count(a => a.StatusCode == HttpStatusCode.Conflict).ShouldBe(Codes);
        var source = host.Services.GetRequiredService<NpgsqlDataSource>();
        await using var command = source.CreateCommand(
            "select count(*), count(distinct id) from log.event where name = 'asset.registered.v1'");
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        (row.GetInt64(0), row.GetInt64(1)).ShouldBe((Codes, Codes));
    }

    private static object Segment(string code) => new
    {
        code, name = "x", assetClass = "trunk1", areaClass = "U", region = "a", county = "b",
        line = new { sheathKm = 820.5 },
    };
}
