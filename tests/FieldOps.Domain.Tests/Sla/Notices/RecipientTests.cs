using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Notices.Recipients;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla.Notices;

/// <summary>Lists of recipients: who may keep which, and what they may hold.</summary>
public sealed class RecipientTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/Sla/Notices/golden";

    private static readonly NoticeRecipientsEntity s_entity = new();
    private static readonly DateTimeOffset s_now = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_alpha = Guid.Parse("22222222-2222-2222-2222-222222222222");
    private static readonly RecipientList s_list = new(Guid.Parse("11111111-1111-1111-1111-111111111111"), s_alpha);
    private static readonly Actor s_own = new("d-1", ActorRoles.ContractorDispatcher, s_alpha);
    private static readonly Actor s_manager = new("m-1", ActorRoles.OperationsManager);

    private static readonly PutRecipient s_put =
        new(s_list, "leader", "team-leader", "smtp", NoticeLanguage.Zh, ["team-leader"]);

    private static Given<NoticeRecipientsState> Nobody => Decisions.Given(s_entity);

    [Fact]
    public void Put_ByItsOwnPeopleOrTheOperatorsManagers_StandsOnTheList()
    {
        Nobody.When(s_put, s_own, s_now).Next().State.Of("team-leader", "smtp").Single().Code.ShouldBe("leader");
        Nobody.When(s_put, s_manager, s_now).ThenTypes(typeof(RecipientPut));
        Nobody.When(s_put with { List = s_list with { ContractorId = null }, Role = "branch-head" }, s_manager, s_now)
            .Next().State.Of("branch-head", "smtp").Count().ShouldBe(1);
    }

    [Fact]
    public void Put_ByAnotherContractorOrRole_IsRefused()
    {
        Nobody.When(s_put, s_own with { ContractorId = s_list.ListId }, s_now)
            .ThenRefused("notice-recipients.not-yours");
        Nobody.When(s_put, s_own with { Role = ActorRoles.FieldWorker }, s_now)
            .ThenRefused("actor.role-not-allowed");
        Nobody.When(s_put, s_manager with { Role = ActorRoles.Dispatcher }, s_now)
            .ThenRefused("actor.role-not-allowed");
        var held = Nobody.When(s_put, s_own, s_now).Next();
        held.When(new EraseRecipient("leader", "x"), s_own with { ContractorId = null }, s_now)
            .ThenRefused("actor.role-not-allowed");
    }

    [Fact]
    public void Put_OfAnotherRoleOrChannelOrCode_IsRefused()
    {
        Nobody.When(s_put with { Role = "operator-manager" }, s_own, s_now)
            .ThenRefused("notice-recipients.role-not-contractors");
        Nobody.When(s_put with { Role = "Team Leader" }, s_own, s_now).ThenRefused("notice-recipients.role-invalid");
        Nobody.When(s_put with { Code = "" }, s_own, s_now).ThenRefused("notice-recipients.code-invalid");
        Nobody.When(s_put with { Channel = "log" }, s_manager, s_now).ThenRefused("notice-recipients.channel-invalid");
        // A webhook makes the host call an address of the writer's choice.
        Nobody.When(s_put with { Channel = "webhook" }, s_own, s_now).ThenRefused("notice-recipients.channel-invalid");
        Nobody.When(s_put with { Channel = "webhook" }, s_manager, s_now).ThenTypes(typeof(RecipientPut));
    }

    [Fact]
    public void List_ThatIsFull_TakesNoOtherAndChangesItsOwn()
    {
        var full = Enumerable.Range(0, NoticeRecipientsEntity.RecipientsMax).Aggregate(
            Nobody, (list, n) => list.When(s_put with { Code = $"r-{n}" }, s_own, s_now).Next());

        full.When(s_put, s_own, s_now).ThenRefused("notice-recipients.list-full");
        full.When(s_put with { Code = "r-7" }, s_own, s_now).ThenTypes(typeof(RecipientPut));
    }

    [Fact]
    public void Erased_IsGone_AndNeedsAReason()
    {
        var held = Nobody.When(s_put, s_own, s_now).Next();

        held.When(new EraseRecipient("leader", " "), s_own, s_now).ThenRefused("notice-recipients.reason-missing");
        held.When(new EraseRecipient("chief", "x"), s_own, s_now).ThenRefused("notice-recipients.unknown");
        held.When(new EraseRecipient("leader", "Has left"), s_own, s_now).Next().State.Recipients.ShouldBeEmpty();
    }

    private static readonly IEvent[] s_events =
    [
        new RecipientPut(
            s_list, new NoticeRecipient("leader", "team-leader", "smtp", NoticeLanguage.Zh), "d-1", s_now),
        new RecipientErased("leader", "Has left", "d-1", s_now),
    ];

    public static TheoryData<string> Names => [.. s_entity.Events.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void StoredEvent_MatchesItsGoldenFileAndReadsBack(string name)
    {
        var type = s_entity.Events[name];
        var stored = JsonSerializer.Serialize(s_events.Single(e => e.GetType() == type), type, PlatformJson.Options);

        RepoFiles.ShouldMatchGolden($"{Folder}/{name}.json", stored);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(stored, type, PlatformJson.Options), type,
            PlatformJson.Options).ShouldBe(stored);
    }
}
