using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla.Notices;

public sealed class NoticeTests
{
    private const string Folder = "tests/FieldOps.Domain.Tests/Sla/Notices/golden";

    private static readonly NoticeEntity s_entity = new();
    private static readonly DateTimeOffset s_now = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_order = NameBasedId.Of(Guid.Empty, "order");
    private static readonly Guid s_id = NoticeEntity.IdOf(s_order, "a/Restore/at-80", "branch-head", "webhook");

    private static readonly QueueNotice s_queue = new(
        s_id, s_order, "GD-1", "a/Restore/at-80", "branch-head", "webhook", "late", "超时", "It is late.", "已超时。");

    private static Given<NoticeState> Queued() => Decisions.Given(s_entity).When(s_queue, s_now).Next();

    [Fact]
    public void Queued_Twice_IsOneNotice() => Queued().When(s_queue, s_now).ThenNothing();

    [Fact]
    public void Queued_ForTheLog_IsDeliveredAtOnce_AndNobodyMayClaimIt()
    {
        var line = Decisions.Given(s_entity).When(s_queue with { Channel = "log" }, s_now);

        line.ThenTypes(typeof(NoticeQueued), typeof(NoticeDelivered));
        line.Next().When(new ClaimNotice("a"), s_now).ThenRefused("notice.not-open");
        line.Next().When(s_queue with { Channel = "log" }, s_now).ThenNothing();
    }

    [Fact]
    public void Claimed_IsOneSenders_UntilTheClaimEnds()
    {
        var claimed = Queued().When(new ClaimNotice("a"), s_now).Next();

        claimed.When(new ClaimNotice("b"), s_now.AddSeconds(119)).ThenRefused("notice.not-due");
        // The sender died between sending and saying so: it goes out again under the same id.
        claimed.When(new ClaimNotice("b"), s_now.AddSeconds(120)).ThenTypes(typeof(NoticeClaimed));
    }

    [Fact]
    public void Delivered_IsDone()
    {
        var done = Queued().When(new ClaimNotice("a"), s_now).Next().When(new RecordNoticeDelivered(), s_now).Next();

        done.When(new RecordNoticeDelivered(), s_now).ThenNothing();
        done.When(new RecordNoticeFailed("http-500"), s_now).ThenNothing();
        done.When(new ClaimNotice("b"), s_now.AddDays(1)).ThenRefused("notice.not-open");
    }

    [Fact]
    public void Failed_WaitsLongerEachTime_AndIsGivenUpInTheEnd()
    {
        var notice = Queued();
        var now = s_now;
        var waits = new List<double>();
        for (var attempt = 1; attempt < NoticeEntity.AttemptsMax; attempt++)
        {
            var failed = notice.When(new RecordNoticeFailed("http-500"), now);
            waits.Add((failed.Single<NoticeFailed>().RetryAt!.Value - now).TotalMinutes);
            notice = failed.Next();
            notice.When(new ClaimNotice("a"), now).ThenRefused("notice.not-due");
            now = notice.State.DueAt;
        }

        waits.ShouldBe([1, 2, 4, 8, 16, 32, 64]);
        notice.When(new RecordNoticeFailed("http-500"), now).Next().State.Status.ShouldBe(NoticeStatus.GivenUp);
        Queued().When(new RecordNoticeFailed("not-configured", Final: true), now).Next()
            .State.Status.ShouldBe(NoticeStatus.GivenUp);
    }

    [Fact]
    public void Failed_AtSomeOfItsRecipients_RemembersWhoTookIt()
    {
        var failed = Queued().When(new RecordNoticeFailed("http-500", Reached: ["a"]), s_now);

        failed.Single<NoticeFailed>().Reached.ShouldBe(["a"]);
        failed.Next().When(new RecordNoticeFailed("http-500", Reached: ["b"]), s_now.AddMinutes(1)).Next()
            .State.Reached.ShouldBe(["a", "b"]);
    }

    // A sender that is slower than its claim: another has taken over.
    [Fact]
    public void Outcome_OfAClaimThatHasPassedToAnother_ChangesNothing()
    {
        var first = Queued().When(new ClaimNotice("a"), s_now);
        var until = first.Single<NoticeClaimed>().Until;
        var late = first.Next();
        var second = late.When(new ClaimNotice("b"), until).Next();

        second.When(new RecordNoticeDelivered(until), until.AddSeconds(1)).ThenNothing();
        second.When(new RecordNoticeFailed("http-500", ClaimedUntil: until), until.AddSeconds(1)).ThenNothing();
        second.State.Claimant.ShouldBe("b");
        second.When(new RecordNoticeDelivered(second.State.DueAt), until.AddSeconds(2))
            .ThenTypes(typeof(NoticeDelivered));
        // As long as nobody has taken over, what became of it counts, late as it is; and so does an older build's that
        // names no claim.
        late.When(new RecordNoticeDelivered(until), until.AddSeconds(1)).ThenTypes(typeof(NoticeDelivered));
        second.When(new RecordNoticeDelivered(), until.AddSeconds(1)).ThenTypes(typeof(NoticeDelivered));
        var failed = late.When(new RecordNoticeFailed("http-500", ClaimedUntil: until), until).Next();
        failed.When(new RecordNoticeDelivered(until), until).ThenNothing();
    }

    [Fact]
    public void Unfinished_GoesOnAtOnceAndCountsNoAttempt_UnlessNobodyWasReached()
    {
        var claimed = Queued().When(new ClaimNotice("a"), s_now).Next();
        var later = s_now.AddSeconds(100);

        var some = claimed
            .When(new RecordNoticeFailed("unfinished", Reached: ["r1"], Unfinished: true), later).Next().State;
        (some.Attempts, some.DueAt, some.Claimant).ShouldBe((0, later, null));
        some.Reached.ShouldBe(["r1"]);
        var none = claimed.When(new RecordNoticeFailed("unfinished", Reached: [], Unfinished: true), later).Next();
        (none.State.Attempts, none.State.DueAt).ShouldBe((1, later.AddMinutes(1)));
    }

    [Fact]
    public void GivenUp_IsSentAgainByThoseWhoLookAfterTheOutbox_AndOnlyThen()
    {
        var dispatcher = new Actor("d-1", ActorRoles.Dispatcher);
        var lost = Queued().When(new RecordNoticeFailed("recipient-unknown", Final: true), s_now).Next();

        lost.When(new RetryNotice(), new Actor("w-1", ActorRoles.FieldWorker, Guid.Empty), s_now)
            .ThenRefused("actor.role-not-allowed");
        var again = lost.When(new RetryNotice(), dispatcher, s_now.AddHours(1)).Next();
        (again.State.Status, again.State.Attempts).ShouldBe((NoticeStatus.Queued, 1));
        again.When(new ClaimNotice("a"), s_now.AddHours(1)).ThenTypes(typeof(NoticeClaimed));
        again.When(new RetryNotice(), dispatcher, s_now.AddHours(1)).ThenRefused("notice.not-given-up");
    }

    [Fact]
    public void Notice_ByAnyoneElse_IsRefused() =>
        Queued().When(new RecordNoticeDelivered(), new Actor("d-1", ActorRoles.Dispatcher), s_now)
            .ThenRefused("actor.role-not-allowed");

    private static readonly IEvent[] s_events =
    [
        new NoticeQueued(
            s_id, s_order, "GD-1", "a/Restore/at-80", "branch-head", "webhook", "late", "超时", "It is late.", "已超时。",
            s_now),
        new NoticeClaimed("node-1", s_now.AddMinutes(2)),
        new NoticeDelivered(1, s_now),
        new NoticeFailed(1, "http-500", s_now.AddMinutes(1), s_now),
        new NoticeRetried("d-1", s_now),
    ];

    [Fact]
    public void StoredEvents_WithTheirLaterMembers_MatchTheirGoldenFiles()
    {
        var contractor = Guid.Parse("11111111-1111-1111-1111-111111111111");
        var queued = (NoticeQueued)s_events[0] with { ContractorId = contractor };
        var failed = new NoticeFailed(1, "http-500", null, s_now, ["host"]);

        RepoFiles.ShouldMatchGolden(
            $"{Folder}/notice.queued.v1.contractor.json", JsonSerializer.Serialize(queued, PlatformJson.Options));
        RepoFiles.ShouldMatchGolden(
            $"{Folder}/notice.failed.v1.reached.json", JsonSerializer.Serialize(failed, PlatformJson.Options));
    }

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
