using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Sla.Outages.County;

namespace FieldOps.Domain.Tests.Sla.Outages;

/// <summary>Every stored event as its bytes.</summary>
public sealed class PowerAreaGoldenTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/Sla/Outages/golden";

    private static readonly IEvent[] s_events =
    [
        new AreaMainsLost("Shanghai", "Huangpu", Station(1), "ST-1", At(0), Order(1), At(-1440)),
        new AreaMainsRestored(Station(1), At(60), At(-1380)),
        new OutageOrderNoted(Station(1), At(0), Order(1)),
        new OutageOrderTold(Station(1), Order(1), At(-5), At(1), At(-1440)),
        new OutageBegun(
            1, "MO-Huangpu-5f0c12ab-0001", "Shanghai", "Huangpu", At(0), At(60),
            [new OutageStation(Station(1), "ST-1", At(0))], [Order(1)], "default.v1", 30),
        new OutageJoined(
            1, "MO-Huangpu-5f0c12ab-0001", [new OutageStation(Station(1), "ST-1", At(0))], [Order(1)]),
        new OutageWindowSet(1, "MO-Huangpu-5f0c12ab-0001", At(0), At(60)),
        new OutageTaken(1, At(0), At(60)),
        new OutageDeclared(1, "grid-7", "Shanghai", "Huangpu", At(0), null),
    ];

    public static TheoryData<string> Names() => [.. County.Entity.Events.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StoredEvent_MatchesItsGoldenFileAndReadsBack(string name)
    {
        var type = County.Entity.Events[name];
        var stored = JsonSerializer.Serialize(s_events.Single(e => e.GetType() == type), type, PlatformJson.Options);

        RepoFiles.ShouldMatchGolden($"{Folder}/{name}.json", stored);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, type, PlatformJson.Options), type,
            PlatformJson.Options).ShouldBe(stored);
    }

    [Fact]
    public void DeclaredEvents_OfAreasAndCodes_ReadBack()
    {
        IEvent[] told =
        [
            new DeclaredWindowSet(
                Station(1), "MO-1", DeclaredEventKind.MassOutage, At(0), null, [], "d-1", At(1), ["Shanghai/Huangpu"]),
            new DeclaredEventWithdrawn(Station(1), "Error", [], "d-1", At(1), "MO-1", At(0), ["Shanghai/Huangpu"]),
        ];
        foreach (var happened in told)
        {
            var stored = JsonSerializer.Serialize(happened, happened.GetType(), PlatformJson.Options);
            RepoFiles.ShouldMatchGolden($"{Folder}/{happened.GetType().Name}.with-areas.json", stored);
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize(stored, happened.GetType(), PlatformJson.Options), happened.GetType(),
                PlatformJson.Options).ShouldBe(stored);
        }
    }

    [Fact]
    public void State_OfACounty_SurvivesItsRoundTrip()
    {
        var json = JsonSerializer.Serialize(new County().Lose(12).State, PlatformJson.Options);
        var read = JsonSerializer.Deserialize<PowerAreaState>(json, PlatformJson.Options).ShouldNotBeNull();
        JsonSerializer.Serialize(read, PlatformJson.Options).ShouldBe(json);
    }

    [Fact]
    public void Members_ThatCameLater_ReadBack()
    {
        IEvent[] told =
        [
            new AreaMainsLost("Shanghai", "Huangpu", Station(1), "ST-1", At(0), null, At(-1440), At(10)),
            new OutageJoined(1, "MO-Huangpu-5f0c12ab-0001", [], [Order(1)], Again: true),
        ];
        foreach (var happened in told)
        {
            var stored = JsonSerializer.Serialize(happened, happened.GetType(), PlatformJson.Options);
            RepoFiles.ShouldMatchGolden($"{Folder}/{happened.GetType().Name}.later.json", stored);
            JsonSerializer.Serialize(
                JsonSerializer.Deserialize(stored, happened.GetType(), PlatformJson.Options), happened.GetType(),
                PlatformJson.Options).ShouldBe(stored);
        }
    }
}
