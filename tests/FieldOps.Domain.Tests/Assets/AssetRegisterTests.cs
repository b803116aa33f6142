using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Assets;

public class AssetRegisterTests
{
    private static readonly DateTimeOffset s_now = Samples.T0;

    private static RegisterAsset Register(AssetProfile profile, string kind = "base-station") =>
        new(Samples.AssetId, profile, kind);

    [Fact]
    public void Register_NewAsset_IsRegistered() =>
        Decisions.Given(Samples.Station)
            .When(Register(Samples.Profile), s_now)
            .Then([Samples.Registered with { RegisteredAt = s_now }]);

    [Fact]
    public void Register_SameAgain_IsAlreadyTrue() =>
        Samples.Given().When(Register(Samples.Profile with { Tags = ["cascading", "vip"] }), s_now).ThenNothing();

    [Fact]
    public void Register_CodeTaken_IsRefused() =>
        Samples.Given().When(Register(Samples.Profile with { Name = "other" }), s_now).ThenRefused("asset.exists");

    [Fact]
    public void Register_ClassOfAnotherKind_IsRefused() =>
        Decisions.Given(Samples.Station)
            .When(Register(Samples.Profile with { AssetClass = "trunk1" }, "line-segment"), s_now)
            .ThenRefused("asset.class-kind-mismatch").Facts["classKind"].ShouldBe("line-segment");

    public static TheoryData<string, AssetProfile> BadProfiles() => new()
    {
        { "code", Samples.Profile with { Code = new string('x', 61) } },
        { "name", Samples.Profile with { Name = " " } },
        { "region", Samples.Profile with { Region = "" } },
        { "county", Samples.Profile with { County = "a\nb" } },
        { "areaClass", Samples.Profile with { AreaClass = "X" } },
        { "settlement", Samples.Profile with { Settlement = "village" } },
        { "position", Samples.Profile with { Position = new GeoPoint(181, 0) } },
        { "position", Samples.Profile with { Position = new GeoPoint(double.NaN, 0) } },
        { "tags", Samples.Profile with { Tags = ["vip", "cascading"] } },
        { "tags", Samples.Profile with { Tags = ["vip", "vip"] } },
        { "line", Samples.Profile with { Line = new LineAttributes(1m) } },
        { "station.batteryMinutes", Samples.Profile with { Station = new StationAttributes(-1) } },
        { "station.generationLevel", Samples.Profile with { Station = new StationAttributes(1, 5) } },
        { "station.sharedBy", Samples.Profile with { Station = new StationAttributes(1, 1, 0) } },
    };

    [Theory]
    [MemberData(nameof(BadProfiles))]
    public void Register_FieldOutOfBounds_IsRefusedByName(string field, AssetProfile profile) =>
        Decisions.Given(Samples.Station)
            .When(Register(profile), s_now)
            .ThenRefused("asset.field-invalid").Facts["field"].ShouldBe(field);

    [Theory]
    [InlineData("0", "line.sheathKm")]
    [InlineData("10001", "line.sheathKm")]
    public void Register_LineOfImpossibleLength_IsRefused(string km, string field)
    {
        var line = new LineAttributes(decimal.Parse(km, System.Globalization.CultureInfo.InvariantCulture));
        var profile = Samples.Profile with { AssetClass = "trunk1", Station = null, Line = line };

        Decisions.Given(new AssetEntity(AssetTypes.LineSegment))
            .When(Register(profile, "line-segment"), s_now)
            .ThenRefused("asset.field-invalid").Facts["field"].ShouldBe(field);
    }

    public static TheoryData<ICommand> CommandsToAnExistingAsset() =>
    [
        new AmendAsset(Samples.Profile, "base-station"),
        new RetireAsset("gone"),
        new DeclareCutover(Guid.Empty, s_now, s_now.AddHours(1), "x"),
        new WithdrawCutover(Guid.Empty),
        Samples.Report(0),
        Samples.Raise("A", 0),
        Samples.Clear("A", 0),
        new CloseTicket(Guid.Empty, Guid.Empty, "archived"),
    ];

    [Theory]
    [MemberData(nameof(CommandsToAnExistingAsset))]
    public void AnyCommand_UnknownAsset_IsRefused(ICommand command) =>
        Decisions.Given(Samples.Station).When(command, s_now).ThenRefused("asset.unknown");

    [Fact]
    public void Amend_AnotherCode_IsRefused() =>
        Samples.Given()
            .When(new AmendAsset(Samples.Profile with { Code = "SH043" }, "base-station"), s_now)
            .ThenRefused("asset.code-fixed");

    [Fact]
    public void Amend_NewTags_AreTold()
    {
        var amended = Samples.Profile with { Tags = ["hard-site"] };
        Samples.Given()
            .When(new AmendAsset(amended, "base-station"), s_now)
            .Then([new AssetAmended(amended, s_now)])
            .State.Facts().ShouldNotBeNull().Tags.ShouldBe(["hard-site"]);
    }

    [Fact]
    public void Retire_WithOpenTicket_IsRefused() =>
        Samples.Given().When(Samples.Report(0), s_now).Next()
            .When(new RetireAsset("gone"), s_now).ThenRefused("asset.ticket-open");

    [Fact]
    public void Retire_WithActiveAlarm_ForgetsItAndRefusesFaults()
    {
        var retired = Samples.Given().When(Samples.Raise("A", 0), s_now).Next()
            .When(new RetireAsset("gone"), s_now).Next();

        retired.Deadlines.ShouldBeEmpty();
        retired.When(Samples.Report(1), Samples.At(1)).ThenRefused("asset.retired");
        retired.When(Samples.Raise("B", 1), Samples.At(1)).ThenRefused("asset.retired");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(60, 0)]
    [InlineData(-120, -60)]
    [InlineData(0, 60 * 24 * 8)]
    public void DeclareCutover_ImpossibleWindow_IsRefused(int fromMinute, int toMinute) =>
        Samples.Given()
            .When(new DeclareCutover(Guid.Empty, Samples.At(fromMinute), Samples.At(toMinute), "x"), s_now)
            .ThenRefused("cutover.window-invalid");

    [Fact]
    public void Catalogue_AsShipped_IsSoundAndKnowsEveryClassOfTheScopePolicies()
    {
        var catalogue = RepoFiles.Policy<AssetClassCatalog>("asset-classes", "default.v1.json");

        catalogue.Faults().ShouldBeEmpty();
        string[] policies = ["seed-0.v1.json", "mobile-operator.v1.json"];
        policies.SelectMany(p => RepoFiles.Policy<ScopePolicy>("scope", p).Lines)
            .SelectMany(l => l.AssetClasses.IsDefault ? [] : l.AssetClasses)
            .Where(code => catalogue.Find(code) is null)
            .ShouldBeEmpty();
        (catalogue with { Classes = [.. catalogue.Classes, catalogue.Classes[0] with { Kind = "boat" }] })
            .Faults().Length.ShouldBe(2);
    }
}
