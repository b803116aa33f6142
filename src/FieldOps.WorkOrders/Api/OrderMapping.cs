using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.Api;

/// <summary>HTTP models to commands, by hand, in one place.</summary>
internal static class OrderMapping
{
    public static Claimed Claim(ClaimRequest body, DateTimeOffset now) => new(
        body.ClaimedAt ?? now,
        body.DeviceClock,
        body.Gps is { } gps ? new GpsFix(gps.Latitude, gps.Longitude, gps.At) : null);

    public static AcceptOrder Accept(ClaimRequest body, DateTimeOffset now) => new AcceptOrder(Claim(body, now));

    public static Func<ClaimRequest, DateTimeOffset, ICommand> Milestone(MilestoneKind kind) =>
        (body, now) => new ReportMilestone(kind, Claim(body, now), body.Permanent);

    public static ICommand Refuse(ReasonRequest body, DateTimeOffset now) => new RefuseOrder(body.Reason);

    public static ICommand ConfirmRefusal(ConfirmRefusalRequest body, DateTimeOffset now) =>
        new ConfirmRefusal(body.CloseOrder, body.Note ?? string.Empty);

    public static ICommand RejectRefusal(ReasonRequest body, DateTimeOffset now) => new RejectRefusal(body.Reason);

    public static ICommand Append(TextRequest body, DateTimeOffset now) => new AppendToOrder(body.Text);

    public static ICommand Urge(NoteRequest body, DateTimeOffset now) => new UrgeOrder(body.Note ?? string.Empty);

    public static ICommand Cancel(ReasonRequest body, DateTimeOffset now) => new CancelOrder(body.Reason);

    public static RequestSuspension Suspend(SuspendRequest body, DateTimeOffset now) => new RequestSuspension(
        body.Reason,
        body.From ?? now,
        body.Until,
        body.Evidence,
        body.DeclaredEventId,
        body.Note ?? string.Empty);

    public static ICommand SuppressClocks(ClocksRequest body, DateTimeOffset now) =>
        new SuppressClocks(body.Clocks, body.Reason);

    public static ICommand RestoreClocks(ClocksRequest body, DateTimeOffset now) =>
        new RestoreClocks(body.Clocks, body.Reason);

    public static ICommand DecideSuspension(DecideSuspensionRequest body, DateTimeOffset now) =>
        new DecideSuspension(body.Pause, body.Approved, body.Note ?? string.Empty);

    public static ICommand Resume(ClaimRequest body, DateTimeOffset now) => new ResumeOrder(Claim(body, now));

    public static ICommand Note(RecordNoteRequest body, DateTimeOffset now) => new RecordNote(body.Kind, body.Text);

    public static ICommand Verify(VerifyRequest body, DateTimeOffset now) =>
        new VerifyReply(body.Attribution, body.Note ?? string.Empty);

    public static ICommand ReturnReply(ReturnReplyRequest body, DateTimeOffset now) =>
        new ReturnReply(body.Reason, body.RestorationRejected);

    public static ICommand TransferReview(TransferReviewRequest body, DateTimeOffset now) =>
        new TransferReview(body.Reviewer, body.Reason);

    public static ICommand Archive(EmptyRequest body, DateTimeOffset now) => new ArchiveOrder();

    public static ICommand Reply(ReplyRequest body, DateTimeOffset now) => new ReplyToOrder(
        Form(body),
        body.RestoredAt is { } restored ? Claim(restored, now) : null,
        body.Permanent || body.RestoredAt is { Permanent: true });

    private static ReplyForm Form(ReplyRequest body) => new()
    {
        Phenomenon = body.Phenomenon,
        FaultType = body.FaultType,
        Measures = body.Measures,
        Device = body.Device,
        BrokenSegments = [.. body.BrokenSegments ?? []],
        BreakAddress = body.BreakAddress,
        BreakReason = body.BreakReason,
        Latitude = body.Latitude,
        Longitude = body.Longitude,
        AffectedServices = body.AffectedServices,
        ImpactFrom = body.ImpactFrom?.ToUniversalTime(),
        ImpactTo = body.ImpactTo?.ToUniversalTime(),
        Complaints = body.Complaints,
        Measurement = body.Measurement,
        LeftOver = body.LeftOver,
        ReportedToPolice = body.ReportedToPolice,
        InsuranceClaimed = body.InsuranceClaimed,
        Responsible = body.Responsible,
        Tester = body.Tester,
        Splicer = body.Splicer,
        Materials = [.. (body.Materials ?? []).Select(m => new MaterialUsed(m.Code, m.Quantity, m.Unit))],
        Evidence = [.. body.Evidence ?? []],
    };
}
