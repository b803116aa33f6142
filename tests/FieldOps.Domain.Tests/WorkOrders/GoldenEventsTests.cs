using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>The stored shape of every event is locked: what was written yesterday is read tomorrow.</summary>
public sealed class GoldenEventsTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/WorkOrders/golden";

    private static readonly JsonSerializerOptions s_indented = new(PlatformJson.Options) { WriteIndented = true };

    public static TheoryData<string> Names => [.. WorkOrderNames.Events.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Event_IsWrittenAndReadAsItsGoldenFile(string name)
    {
        var example = GoldenEvents.All[name];

        RepoFiles.ShouldMatchGolden($"{Folder}/{name}.json", Written(example));

        var stored = File.ReadAllText(Path.Combine(RepoFiles.Root, Folder, $"{name}.json"));
        var read = (IEvent)JsonSerializer.Deserialize(stored, example.GetType(), PlatformJson.Options)!;
        Written(read).ShouldBe(stored.TrimEnd());
    }

    // What only some orders carry: hours, grades, an own boundary, an own start, the deciding instant.
    [Fact]
    public void Created_UnderGradedTerms_IsWrittenAndReadAsItsGoldenFile()
    {
        var created = (OrderCreated)GoldenEvents.All["work-order.created.v1"];
        var graded = created with { Terms = GradedTerms.Full, Rules = GradedTerms.Rules(created.Rules) };

        RepoFiles.ShouldMatchGolden($"{Folder}/graded/work-order.created.v1.json", Written(graded));

        var stored = File.ReadAllText(Path.Combine(RepoFiles.Root, Folder, "graded", "work-order.created.v1.json"));
        var read = JsonSerializer.Deserialize<OrderCreated>(stored, PlatformJson.Options)!;
        Written(read).ShouldBe(stored.TrimEnd());
        read.Terms.HoursOf(read.Terms.Limits[^1])!.IsOpen(Orders.Start).ShouldBeTrue();
    }

    [Fact]
    public void Created_LaterThanItsRulesWereAsked_IsWrittenAndReadAsItsGoldenFile()
    {
        var created = (OrderCreated)GoldenEvents.All["work-order.created.v1"];
        var waited = created with { RulesAt = Orders.At(-90) };

        RepoFiles.ShouldMatchGolden($"{Folder}/rules-at/work-order.created.v1.json", Written(waited));

        JsonSerializer.Deserialize<OrderCreated>(Written(waited), PlatformJson.Options)!.RulesAskedAt()
            .ShouldBe(Orders.At(-90));
        created.RulesAskedAt().ShouldBe(created.CreatedAt);
    }

    // What is kept of evidence, and of a pause that nobody has judged.
    [Fact]
    public void Evidence_AndUnjudgedPauses_AreWrittenAndReadAsTheirGoldenFiles()
    {
        var created = (OrderCreated)GoldenEvents.All["work-order.created.v1"];
        var asked = (SuspensionRequested)GoldenEvents.All["work-order.suspension-requested.v1"];
        var reached = (MilestoneReached)GoldenEvents.All["work-order.milestone-reached.v1"];
        var overdue = (SuspensionOverdue)GoldenEvents.All["work-order.suspension-overdue.v1"];
        var pauses = created.Rules.Pauses with { Evidence = Orders.Rules.Pauses.Evidence };
        (string Name, IEvent Event)[] told =
        [
            ("created", created with { Rules = created.Rules with { Pauses = pauses } }),
            ("suspension-requested", asked with
            {
                Distances = [new EvidenceDistance("sha256:1", 211), new EvidenceDistance("sha256:2", null)],
                Flags = ["evidence-far", "evidence-without-position"],
            }),
            ("milestone-reached", reached with { SiteMetres = 9512 }),
            ("suspension-overdue", overdue with
            {
                Order = new OverdueOrder(
                    created.OrderId, created.Number, "Pudong ring 3", Orders.Alpha.ContractorId, "ALPHA", "default", 1),
            }),
        ];
        foreach (var (name, happened) in told)
        {
            RepoFiles.ShouldMatchGolden($"{Folder}/evidence/work-order.{name}.v1.json", Written(happened));
            var read = (IEvent)JsonSerializer.Deserialize(
                Written(happened), happened.GetType(), PlatformJson.Options)!;
            Written(read).ShouldBe(Written(happened));
        }
    }

    // What the asset of the order's ticket is told.
    [Fact]
    public void Restorations_OfAnOrderFromATicket_AreWrittenAndReadAsTheirGoldenFiles()
    {
        var asset = Orders.Accepted().State.Origin!.Asset.AssetId;
        var tells = new TicketRestoration(asset, asset, Orders.At(240));
        (string Name, IEvent Event)[] told =
        [
            ("milestone-reached",
                (MilestoneReached)GoldenEvents.All["work-order.milestone-reached.v1"] with { Tells = tells }),
            ("verified", (ReplyVerified)GoldenEvents.All["work-order.verified.v1"] with { Tells = tells }),
            ("reply-returned", (ReplyReturned)GoldenEvents.All["work-order.reply-returned.v1"] with
            {
                Tells = tells with { RestoredAt = null },
            }),
        ];
        foreach (var (name, happened) in told)
        {
            RepoFiles.ShouldMatchGolden($"{Folder}/told/work-order.{name}.v1.json", Written(happened));
            var read = (IEvent)JsonSerializer.Deserialize(
                Written(happened), happened.GetType(), PlatformJson.Options)!;
            Written(read).ShouldBe(Written(happened));
        }
    }

    // Which version of a declared event an order follows.
    [Fact]
    public void Windows_WithTheVersionOfTheirEvent_AreWrittenAndReadAsTheirGoldenFiles()
    {
        var recomputed = (OrderRecomputed)GoldenEvents.All["work-order.recomputed.v1"];
        var ruling = recomputed.Outside!.Windows[0];
        (string Name, IEvent Event)[] told =
        [
            ("window-inherited", (WindowInherited)GoldenEvents.All["work-order.window-inherited.v1"] with
            {
                Version = 3,
            }),
            ("window-dropped", (WindowDropped)GoldenEvents.All["work-order.window-dropped.v1"] with { Version = 4 }),
            ("pauses-bounded", (PausesBounded)GoldenEvents.All["work-order.pauses-bounded.v1"] with
            {
                EventId = ruling.EventId, Version = 5,
            }),
            ("recomputed", recomputed with
            {
                Outside = recomputed.Outside with { Windows = [ruling with { Version = 6 }] },
            }),
        ];
        foreach (var (name, happened) in told)
        {
            RepoFiles.ShouldMatchGolden($"{Folder}/followed/work-order.{name}.v1.json", Written(happened));
            var read = (IEvent)JsonSerializer.Deserialize(
                Written(happened), happened.GetType(), PlatformJson.Options)!;
            Written(read).ShouldBe(Written(happened));
        }
    }

    // Of a pause that is judged in the hours of a calendar.
    [Fact]
    public void Pause_ThatIsToBeJudgedByAnInstant_IsWrittenAndReadAsItsGoldenFile()
    {
        var asked = (SuspensionRequested)GoldenEvents.All["work-order.suspension-requested.v1"] with
        {
            JudgeBy = Orders.At(701),
        };
        RepoFiles.ShouldMatchGolden($"{Folder}/judge-by/work-order.suspension-requested.v1.json", Written(asked));
        JsonSerializer.Deserialize<SuspensionRequested>(Written(asked), PlatformJson.Options)!
            .JudgeBy.ShouldBe(Orders.At(701));
    }

    // What the party that left has restored.
    [Fact]
    public void HandOver_OfARestoredOrder_IsWrittenAndReadAsItsGoldenFile()
    {
        var restored = (OrderHandedOver)GoldenEvents.All["work-order.handed-over.v1"] with
        {
            Restoration = new EarlierRestoration(
                MilestoneKind.ServiceRestored, Orders.At(9), Orders.At(10), false, Orders.Alpha.ContractorId),
        };
        RepoFiles.ShouldMatchGolden($"{Folder}/evidence/work-order.handed-over.v1.json", Written(restored));
        JsonSerializer.Deserialize<OrderHandedOver>(Written(restored), PlatformJson.Options).ShouldBe(restored);
    }

    // What only the dispatch of a party that follows another carries.
    [Fact]
    public void Dispatch_OfWhoFollowsAnother_IsWrittenAndReadAsItsGoldenFile()
    {
        var sent = (OrderDispatched)GoldenEvents.All["work-order.dispatched.v1"] with
        {
            PreviousKeepsShare = true, OnLoadFrom = Orders.At(40),
        };
        RepoFiles.ShouldMatchGolden($"{Folder}/evidence/work-order.dispatched.v1.json", Written(sent));
        var read = JsonSerializer.Deserialize<OrderDispatched>(Written(sent), PlatformJson.Options)!;
        (read.PreviousKeepsShare, read.OnLoadFrom).ShouldBe((true, Orders.At(40)));
    }

    // Builds of before the name read a plain dispatch as ever: it has no member that they would pass over.
    [Fact]
    public void PlainDispatch_SaysNothingOfWhatIsFoundAgain()
    {
        var again = (OrderDispatchedAgain)GoldenEvents.All["work-order.dispatched-again.v1"];
        var read = JsonSerializer.Deserialize<OrderDispatchedAgain>(Written(again), PlatformJson.Options)!;
        (read.PreviousPassedItOn, read.Past!.RepliedAt, read.Past.Away!.Value[0].To)
            .ShouldBe((true, Orders.At(9.75), Orders.At(40)));
        var plain = (OrderDispatched)GoldenEvents.All["work-order.dispatched.v1"] with { AssignmentNumber = 3 };
        Written(again.Plain()).ShouldBe(Written(plain));
    }

    // Where its author was away.
    [Fact]
    public void Archive_OfWhoHadComeBack_IsWrittenAndReadAsItsGoldenFile()
    {
        var outcome = Orders.Archived().State.Outcome!;
        var archived = new OrderArchived(
            outcome with
            {
                Restoration = outcome.Restoration! with { Away = [new PauseSpan(Orders.At(10), Orders.At(40))] },
            },
            Orders.Create().Ticket, Orders.At(500));
        RepoFiles.ShouldMatchGolden($"{Folder}/back/work-order.archived.v1.json", Written(archived));
        JsonSerializer.Deserialize<OrderArchived>(Written(archived), PlatformJson.Options)!.Outcome.Restoration!
            .Away!.Value[0].From.ShouldBe(Orders.At(10));
    }

    [Fact]
    public void Share_OfWhoHadComeBack_IsWrittenAndReadAsItsGoldenFile()
    {
        var closed = (OrderShareClosed)GoldenEvents.All["work-order.share-closed.v1"];
        closed = closed with
        {
            Milestones = closed.Milestones with { Away = [new PauseSpan(Orders.At(10), Orders.At(40))] },
        };
        RepoFiles.ShouldMatchGolden($"{Folder}/back/work-order.share-closed.v1.json", Written(closed));
        JsonSerializer.Deserialize<OrderShareClosed>(Written(closed), PlatformJson.Options)!.Milestones
            .Away!.Value[0].From.ShouldBe(Orders.At(10));
    }

    [Fact]
    public void Archive_NamesTheRestoration_AndIsWrittenAndReadAsItsGoldenFile()
    {
        var archived = new OrderArchived(Orders.Archived().State.Outcome!, Orders.Create().Ticket, Orders.At(500));
        RepoFiles.ShouldMatchGolden($"{Folder}/evidence/work-order.archived.v1.json", Written(archived));
        JsonSerializer.Deserialize<OrderArchived>(Written(archived), PlatformJson.Options)!.Outcome.Restoration
            .ShouldBe(archived.Outcome.Restoration);
    }

    [Fact]
    public void Command_Names_AreUnique_AndEveryCommandHasOne()
    {
        var commands = typeof(WorkOrderEntity).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(WorkOrderEntity).Namespace && t.IsAssignableTo(typeof(ICommand)));

        WorkOrderNames.Commands.Values.ShouldBe(commands, ignoreOrder: true);
    }

    [Fact]
    public void EveryEvent_HasAName()
    {
        var events = typeof(WorkOrderEntity).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(WorkOrderEntity).Namespace && t.IsAssignableTo(typeof(IEvent)));

        WorkOrderNames.Events.Values.ShouldBe(events, ignoreOrder: true);
    }

    private static string Written(IEvent happened)
    {
        var compact = JsonSerializer.SerializeToElement(happened, happened.GetType(), PlatformJson.Options);
        return JsonSerializer.Serialize(compact, s_indented);
    }
}
