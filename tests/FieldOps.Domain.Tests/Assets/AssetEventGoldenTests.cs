using System.Text.Json;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Assets;

/// <summary>Every stored event as its bytes: what is in a log today must be read for ever.</summary>
public class AssetEventGoldenTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/Assets/golden";
    private static readonly Guid s_ticket = AssetIds.TicketOf(Samples.AssetId, 1);
    private static readonly Guid s_order = NameBasedId.Of(s_ticket, "work-order");
    private static readonly Guid s_cutover = NameBasedId.Of(Guid.Empty, "cutover");
    private static readonly DateTimeOffset s_t0 = Samples.T0;

    private static readonly IEvent[] s_events =
    [
        Samples.Registered,
        new AssetAmended(Samples.Profile with { Name = "People's Square" }, s_t0),
        new AssetRetired("pulled down", s_t0),
        new CutoverDeclared(s_cutover, s_t0, s_t0.AddHours(4), "board change", s_t0.AddDays(-1)),
        new CutoverWithdrawn(s_cutover, s_t0),
        new AlarmRaised(
            "A1", "major", "commercialPowerFailure", s_t0, "default.v1/mains", "repair", 15, s_t0.AddMinutes(15),
            s_t0.AddMinutes(17), "generation", Mains: true, s_cutover, s_ticket, StartsCase: true),
        new AlarmCleared("A1", s_t0.AddHours(1), s_t0, s_ticket, IsRootCause: true),
        new MainsLost(
            Samples.AssetId, "SH042", "Shanghai", "Huangpu", s_t0, s_ticket, "repair", "outOfService"),
        new MainsRestored(Samples.AssetId, "Shanghai", "Huangpu", s_t0.AddHours(1)),
        new AlarmAttached("A1", s_ticket),
        new FaultTicketRaised(
            s_ticket, "GZ-SH042-0001", Samples.Given().State.Facts()!, "major", "commercialPowerFailure", "generation",
            "", "alarm", s_t0, s_t0.AddMinutes(15), "A1", ["A2"], "default.v1/mains", s_order),
        new FaultRepeated(s_ticket, "critical", "outOfService", "dead", "hotline", s_t0, s_t0.AddMinutes(20), 1),
        new FaultSuppressed(s_cutover, "major", "outOfService", "dead", "hotline", s_t0, s_t0.AddMinutes(20)),
        new FaultTicketRestored(s_ticket, s_order, s_t0.AddHours(2), 7, s_t0.AddHours(3)),
        new FaultTicketClosed(s_ticket, s_order, "archived", s_t0.AddHours(5), 0),
    ];

    public static TheoryData<string> Names() => [.. Samples.Station.Events.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StoredEvent_OfToday_MatchesItsGoldenFileAndReadsBack(string name)
    {
        var type = Samples.Station.Events[name];
        var sample = s_events.Where(e => e.GetType() == type).ShouldHaveSingleItem();

        var stored = JsonSerializer.Serialize(sample, type, PlatformJson.Options);

        RepoFiles.ShouldMatchGolden($"{Folder}/{name}.json", stored);
        var read = JsonSerializer.Deserialize(stored, type, PlatformJson.Options).ShouldNotBeNull();
        JsonSerializer.Serialize(read, type, PlatformJson.Options).ShouldBe(stored);
    }

    [Fact]
    public void State_AfterEveryEvent_SurvivesItsRoundTrip()
    {
        var state = Samples.Station.Initial;
        foreach (var happened in s_events)
        {
            state = Samples.Station.Evolve(state, happened);
            var json = JsonSerializer.Serialize(state, PlatformJson.Options);
            var read = JsonSerializer.Deserialize<AssetState>(json, PlatformJson.Options).ShouldNotBeNull();
            JsonSerializer.Serialize(read, PlatformJson.Options).ShouldBe(json);
        }
    }

    [Fact]
    public void AlarmEvents_OfTheCommonKind_StaySmall()
    {
        var raised = Samples.Given().When(Samples.Raise("A0012345", 0), Samples.T0).Single<AlarmRaised>();
        var cleared = new AlarmCleared("A0012345", s_t0, s_t0);

        // 35,000 alarms of the real log, and millions of a province, go through the log twice.
        JsonSerializer.Serialize(raised, PlatformJson.Options).Length.ShouldBeLessThan(320);
        JsonSerializer.Serialize(cleared, PlatformJson.Options).Length.ShouldBeLessThan(140);
    }
}
