using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Policies;

/// <summary>Draft, approve by a second person, in force from an instant on.</summary>
public sealed class PolicyEntityTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/Policies/golden";

    private static readonly PolicyEntity s_entity = new();
    private static readonly DateTimeOffset s_now = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Actor s_manager = new("m-1", ActorRoles.OperationsManager);
    private static readonly Actor s_head = new("h-1", ActorRoles.DepartmentHead);

    private static readonly DraftPolicy s_draft = new(
        "sla", "default", 2, s_now.AddDays(30), "{\"id\":\"default\"}", "d2", "Shorter arrivals", 1,
        s_now.AddYears(-4));

    private static Given<PolicyState> Drafted() => Decisions.Given(s_entity).When(s_draft, s_manager, s_now).Next();

    private static Given<PolicyState> Approved() =>
        Drafted().When(new ApprovePolicy(2, "d2"), s_head, s_now.AddDays(1)).Next();

    [Fact]
    public void Draft_ApprovedByAnother_IsTheNextVersion()
    {
        var state = Approved().State;

        state.Draft.ShouldBeNull();
        var version = state.Versions.ShouldHaveSingleItem();
        (version.Version, version.DraftedBy, version.ApprovedBy).ShouldBe((2, "m-1", "h-1"));
        Approved().When(new ApprovePolicy(2, "d2"), s_head, s_now.AddDays(2)).ThenNothing();
    }

    [Fact]
    public void Draft_WrittenAnew_ChangesItsAuthor_AndWhatMayBeApproved()
    {
        var anew = Drafted().When(s_draft with { Content = "{}", Digest = "d3" }, s_head, s_now).Next();

        anew.When(new ApprovePolicy(2, "d2"), s_manager, s_now).ThenRefused("policy.draft-changed");
        anew.When(new ApprovePolicy(2, "d3"), s_head, s_now).ThenRefused("policy.same-person");
        anew.When(new ApprovePolicy(2, "d3"), s_manager, s_now).Single<PolicyApproved>().Content.ShouldBe("{}");
    }

    [Fact]
    public void Draft_WhoseInstantHasPassed_CannotBeApproved() =>
        Drafted().When(new ApprovePolicy(2, "d2"), s_head, s_now.AddDays(31)).ThenRefused("policy.effective-in-past");

    [Fact]
    public void Approved_IsNeverChanged_OnlyFollowed()
    {
        var next = s_draft with { Version = 3, EffectiveFrom = s_now.AddDays(60), Digest = "d3" };
        var no = Approved().When(s_draft, s_manager, s_now).ThenRefused("policy.version-invalid");
        no.Facts["expected"].ShouldBe("3");
        Approved().When(next with { EffectiveFrom = s_draft.EffectiveFrom }, s_manager, s_now)
            .ThenRefused("policy.effective-too-early");
        Approved().When(next, s_manager, s_now).ThenTypes(typeof(PolicyDrafted));
    }

    [Fact]
    public void Draft_Discarded_LeavesNothingToApprove()
    {
        var gone = Drafted().When(new DiscardPolicyDraft("Not agreed"), s_head, s_now).Next();

        gone.When(new ApprovePolicy(2, "d2"), s_head, s_now).ThenRefused("policy.no-draft");
        gone.When(new DiscardPolicyDraft("Again"), s_head, s_now).ThenRefused("policy.no-draft");
        Drafted().When(new DiscardPolicyDraft(" "), s_head, s_now).ThenRefused("policy.reason-missing");
    }

    [Fact]
    public void Draft_ThatCannotBe_IsRefused()
    {
        var nothing = Decisions.Given(s_entity);
        nothing.When(s_draft with { Version = 1 }, s_manager, s_now).ThenRefused("policy.version-invalid");
        nothing.When(s_draft with { EffectiveFrom = s_now.AddTicks(-1) }, s_manager, s_now)
            .ThenRefused("policy.effective-in-past");
        nothing.When(s_draft with { Note = new string('x', 501) }, s_manager, s_now)
            .ThenRefused("policy.note-too-long");
        nothing.When(s_draft, new Actor("d-1", ActorRoles.Dispatcher), s_now)
            .ThenRefused("actor.role-not-allowed");
        nothing.When(s_draft, new Actor("c-1", ActorRoles.OperationsManager, Guid.Empty), s_now)
            .ThenRefused("actor.role-not-allowed");
        nothing.When(new ApprovePolicy(2, "d2"), s_head, s_now).ThenRefused("policy.unknown");
    }

    private static readonly IEvent[] s_events =
    [
        new PolicyDrafted("sla", "default", 2, s_now, "{}", "d2", "Shorter", "m-1", s_now),
        new PolicyApproved("sla", "default", 2, s_now, "{}", "d2", "m-1", "h-1", s_now),
        new PolicyDraftDiscarded("sla", "default", 2, "Not agreed", "h-1", s_now),
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
