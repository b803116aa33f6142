using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla.Declared;

public sealed class DeclaredEventTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/Sla/Declared/golden";

    private static readonly DeclaredEventEntity s_entity = new();
    private static readonly HardSiteEntity s_register = new();
    private static readonly DateTimeOffset s_now = new(2024, 7, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor s_dispatcher = new("d-1", ActorRoles.Dispatcher);
    private static readonly Actor s_head = new("h-1", ActorRoles.DepartmentHead);
    private static readonly Actor s_worker = new("w-1", ActorRoles.FieldWorker, Named("alpha"));
    private static readonly Guid s_event = Named("event");
    private static readonly Guid s_asset = Named("asset");

    private static readonly DeclareEvent s_flood = new(
        s_event, "flood-7", DeclaredEventKind.ForceMajeure, "Typhoon", ["Shanghai/Pudong", "Jiangsu/*"],
        s_now.AddHours(-3), null);

    private static Guid Named(string name) => NameBasedId.Of(Guid.Empty, name);

    private static Given<DeclaredEventState> Declared() =>
        Decisions.Given(s_entity).When(s_flood, s_dispatcher, s_now).Next();

    [Fact]
    public void Declared_CoversItsAreasOnly()
    {
        var state = Declared().State;

        state.Covers("Shanghai", "Pudong").ShouldBeTrue();
        state.Covers("Shanghai", "Minhang").ShouldBeFalse();
        state.Covers("Jiangsu", "Suzhou").ShouldBeTrue();
    }

    [Fact]
    public void Window_SetAnew_NamesTheOrdersThatFollow()
    {
        var (one, two) = (Named("one"), Named("two"));
        var attached = Declared().When(new AttachOrders([one, two, one]), s_dispatcher, s_now);
        attached.Single<OrdersAttached>().Orders.ShouldBe([one, two]);
        attached.Next().When(new AttachOrders([two]), s_dispatcher, s_now).ThenNothing();
        attached.Next().When(new AttachOrders([two], Again: true), Actor.System, s_now)
            .Single<OrdersAttached>().Orders.ShouldBe([two]);

        var detached = attached.Next().When(new DetachOrders([one]), s_dispatcher, s_now).Next();
        var set = detached.When(new SetDeclaredWindow(s_now.AddHours(-3), s_now), s_head, s_now);
        set.Single<DeclaredWindowSet>().Orders.ShouldBe([two]);
        set.Next().When(new WithdrawDeclaredEvent("Error"), s_head, s_now)
            .Single<DeclaredEventWithdrawn>().Orders.ShouldBe([two]);
    }

    // The silo that found the outage decided by its own clock.
    [Fact]
    public void Product_WhoseClockIsAhead_IsBelieved_PeopleAreNot()
    {
        var (soon, wish) = (s_now.AddMilliseconds(3), s_flood with { From = s_now.AddMilliseconds(3) });
        Decisions.Given(s_entity).When(wish, s_dispatcher, s_now).ThenRefused("declared-event.window-invalid");

        var declared = Decisions.Given(s_entity).When(wish, Actor.System, s_now);
        declared.Single<EventDeclared>().From.ShouldBe(soon);
        declared.Next().When(new SetDeclaredWindow(soon, soon), Actor.System, s_now)
            .ThenRefused("declared-event.window-invalid");
        declared.Next().When(new SetDeclaredWindow(soon.AddMilliseconds(1), null), Actor.System, s_now)
            .Single<DeclaredWindowSet>().From.ShouldBe(soon.AddMilliseconds(1));
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "future", "declared-event.window-invalid" },
        { "backwards", "declared-event.window-invalid" },
        { "area", "declared-event.field-invalid" },
        { "code", "declared-event.field-invalid" },
        { "other", "declared-event.exists" },
        { "worker", "actor.role-not-allowed" },
        { "unknown", "declared-event.unknown" },
        { "withdrawn", "declared-event.withdrawn" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Wish_ThatCannotBe_IsRefused(string slip, string code)
    {
        var nothing = Decisions.Given(s_entity);
        _ = slip switch
        {
            "future" => nothing.When(s_flood with { From = s_now.AddTicks(1) }, s_head, s_now).ThenRefused(code),
            "backwards" => nothing.When(s_flood with { Until = s_flood.From }, s_head, s_now).ThenRefused(code),
            "area" => nothing.When(s_flood with { Areas = ["Shanghai"] }, s_head, s_now).ThenRefused(code),
            "code" => nothing.When(s_flood with { Code = "" }, s_head, s_now).ThenRefused(code),
            "other" => Declared().When(s_flood with { Reason = "Flood" }, s_head, s_now).ThenRefused(code),
            "worker" => nothing.When(s_flood, s_worker, s_now).ThenRefused(code),
            "unknown" => nothing.When(new AttachOrders([s_asset]), s_head, s_now).ThenRefused(code),
            _ => Declared().When(new WithdrawDeclaredEvent("Error"), s_head, s_now).Next()
                .When(new AttachOrders([s_asset]), s_head, s_now).ThenRefused(code),
        };
    }

    [Fact]
    public void OrdersThatRestOnIt_AreToldOfEveryWindow()
    {
        var order = s_asset;
        var resting = Declared().When(new RestOrders([order]), Actor.System, s_now);
        resting.Single<RestingOrdersBounded>().Until.ShouldBe(s_flood.Until);
        resting.Next().When(new RestOrders([order]), Actor.System, s_now).ThenNothing();
        resting.Next().When(new RestOrders([order]), s_head, s_now).ThenRefused("actor.role-not-allowed");

        var set = resting.Next().When(new SetDeclaredWindow(s_flood.From, s_flood.From.AddMinutes(1)), s_head, s_now);
        set.ThenTypes(typeof(DeclaredWindowSet), typeof(RestingOrdersBounded));
        set.Single<RestingOrdersBounded>().Orders.ShouldBe([order]);
        var withdrawn = set.Next().When(new WithdrawDeclaredEvent("Error"), s_head, s_now);
        withdrawn.Single<RestingOrdersBounded>().Until.ShouldBe(s_flood.From);
        withdrawn.Next().When(new RestOrders([s_event]), Actor.System, s_now)
            .Single<RestingOrdersBounded>().Until.ShouldBe(s_flood.From);
    }

    [Fact]
    public void HardSite_IsApprovedByAnother_AndHoldsUntilItExpires()
    {
        var asked = Decisions.Given(s_register).When(Request(30), s_dispatcher, s_now).Next();
        asked.State.HoldsAt(s_now).ShouldBeFalse();
        asked.When(new ApproveHardSite(), s_dispatcher, s_now).ThenRefused("hard-site.same-person");

        var approved = asked.When(new ApproveHardSite(), s_head, s_now).Next();
        approved.State.HoldsAt(s_now.AddDays(29)).ShouldBeTrue();
        approved.State.HoldsAt(s_now.AddDays(30)).ShouldBeFalse();
        approved.When(new ApproveHardSite(), s_head, s_now).ThenRefused("hard-site.not-requested");
        approved.When(new RevokeHardSite("Settled"), s_head, s_now).Next().State.HoldsAt(s_now).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(367)]
    public void HardSite_WithAnImpossibleExpiry_IsRefused(int days) =>
        Decisions.Given(s_register).When(Request(days), s_dispatcher, s_now).ThenRefused("hard-site.expiry-invalid");

    // Since when the site is in the register without a gap.
    [Fact]
    public void HardSite_BeginsWithItsApproval_AndAnExtensionInTimeCarriesItOn()
    {
        var entry = Decisions.Given(s_register).When(Request(30), s_dispatcher, s_now).Next()
            .When(new ApproveHardSite(), s_head, s_now.AddHours(1)).Next();
        entry.State.From.ShouldBe(s_now.AddHours(1));
        var longer = entry.When(Request(60), s_dispatcher, s_now.AddDays(2)).Next();

        longer.When(new ApproveHardSite(), s_head, s_now.AddDays(29)).Next().State.From.ShouldBe(s_now.AddHours(1));
        longer.When(new ApproveHardSite(), s_head, s_now.AddDays(30)).Next().State.From.ShouldBe(s_now.AddDays(30));
        entry.When(new RevokeHardSite("Settled"), s_head, s_now.AddDays(3)).Next().State.From.ShouldBeNull();
    }

    private static RequestHardSite Request(int days) =>
        new(s_asset, "ST-1", "Landlord's dispute", s_now.AddDays(days));

    private static readonly IEvent[] s_events =
    [
        new EventDeclared(
            s_event, "flood-7", DeclaredEventKind.ForceMajeure, "Typhoon", ["Shanghai/*"], s_now, s_now.AddHours(1),
            "d-1", s_now),
        new DeclaredWindowSet(
            s_event, "flood-7", DeclaredEventKind.MassOutage, s_now, s_now.AddHours(1), [s_asset], "d-1", s_now),
        new OrdersAttached(s_event, "flood-7", DeclaredEventKind.AreaOutage, s_now, null, [s_asset], s_now),
        new OrdersDetached(s_event, [s_asset], s_now),
        new DeclaredEventWithdrawn(s_event, "Error", [s_asset], "d-1", s_now),
        new RestingOrdersBounded(s_event, "flood-7", s_now, s_now.AddHours(1), [s_asset], s_now),
        new HardSiteRequested(s_asset, "ST-1", "Dispute", s_now.AddDays(30), "d-1", s_now),
        new HardSiteApproved(s_asset, "ST-1", "Dispute", s_now.AddDays(30), "d-1", "h-1", s_now),
        new HardSiteRevoked(s_asset, "ST-1", "Settled", "h-1", s_now),
    ];

    public static TheoryData<string> Names =>
        [.. s_entity.Events.Keys.Concat(s_register.Events.Keys).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StoredEvent_MatchesItsGoldenFileAndReadsBack(string name)
    {
        var type = s_entity.Events.GetValueOrDefault(name) ?? s_register.Events[name];
        var stored = JsonSerializer.Serialize(s_events.Single(e => e.GetType() == type), type, PlatformJson.Options);

        RepoFiles.ShouldMatchGolden($"{Folder}/{name}.json", stored);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, type, PlatformJson.Options), type,
            PlatformJson.Options).ShouldBe(stored);
    }
}
