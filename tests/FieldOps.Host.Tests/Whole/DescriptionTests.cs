using System.Text.Json;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Whole;

/// <summary>The description of the whole API: what its readers find beside every member.</summary>
public sealed class DescriptionTests(WholeHost host) : IClassFixture<WholeHost>
{
    [Fact]
    public async Task Models_OfTheSlices_AreDescribedByTheirSource()
    {
        var schemas = await SchemasAsync();

        schemas["ReportBody"].GetProperty("description").GetString()!.ShouldStartWith("A reported fault.");
        schemas["ReportBody"].GetProperty("properties").GetProperty("occurredAt").GetProperty("description").GetString()
            .ShouldBe("When the trouble began; now when absent.");
        schemas["TicketIntake"].GetProperty("properties").GetProperty("status").GetProperty("description").GetString()!
            .ShouldContain("`suppressed`");
    }

    [Fact]
    public async Task Members_OfAllModels_AreMostlyDescribed()
    {
        var members = (await SchemasAsync()).Values
            .Where(s => s.TryGetProperty("properties", out _))
            .SelectMany(s => s.GetProperty("properties").EnumerateObject().Select(p => p.Value))
            .Where(p => !p.TryGetProperty("$ref", out _))
            .ToArray();

        members.Length.ShouldBeGreaterThan(200);
        members.Count(m => m.TryGetProperty("description", out _)).ShouldBeGreaterThan(members.Length / 2);
    }

    private async Task<Dictionary<string, JsonElement>> SchemasAsync() =>
        (await (await host.GetAsync("/openapi/v1.json")).JsonAsync())
            .GetProperty("components").GetProperty("schemas").EnumerateObject()
            .ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
}
