using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.Api;

/// <summary>When a call was heard, and what its sender's clock showed as it sent it.</summary>
internal readonly record struct Heard(DateTimeOffset At, DateTimeOffset? DeviceClock);

/// <summary>HTTP models to commands, by hand, in one place.</summary>
internal static class OrderMapping
{
    public static Claimed Claim(ClaimRequest body, Heard heard) => new(
        body.ClaimedAt ?? heard.At,
        heard.DeviceClock,
        body.Gps is { } gps ? new GpsFix(gps.Latitude, gps.Longitude, gps.At) : null);

    public static AcceptOrder Accept(ClaimRequest body, Heard heard) =>
        new(Claim(body, heard)) { TimeStated = body.ClaimedAt is not null };

    public static ReportMilestone Milestone(MilestoneKind kind, ClaimRequest body, Heard heard) =>
        new(kind, Claim(body, heard), body.Permanent);

    public static ICommand Refuse(ReasonRequest body, Heard heard) => new RefuseOrder(body.Reason);

    public static ICommand ConfirmRefusal(ConfirmRefusalRequest body, Heard heard) =>
        new ConfirmRefusal(body.CloseOrder, body.Note ?? string.Empty);

    public static ICommand RejectRefusal(ReasonRequest body, Heard heard) => new RejectRefusal(body.Reason);

    public static ICommand Append(TextRequest body, Heard heard) => new AppendToOrder(body.Text);

    public static ICommand Urge(NoteRequest body, Heard heard) => new UrgeOrder(body.Note ?? string.Empty);

    public static ICommand Cancel(ReasonRequest body, Heard heard) => new CancelOrder(body.Reason);

    public static RequestSuspension Suspend(SuspendRequest body, Heard heard) => new RequestSuspension(
        body.Reason,
        body.From ?? heard.At,
        body.Until,
        body.Evidence,
        body.DeclaredEventId,
        body.Note ?? string.Empty)
    {
        Places = body.Places is { IsDefault: false } places ? [.. places.Where(p => p?.Evidence is not null)] : [],
    };

    public static ICommand SuppressClocks(ClocksRequest body, Heard heard) =>
        new SuppressClocks(body.Clocks, body.Reason);

    public static ICommand RestoreClocks(ClocksRequest body, Heard heard) =>
        new RestoreClocks(body.Clocks, body.Reason);

    public static ICommand DecideSuspension(DecideSuspensionRequest body, Heard heard) =>
        new DecideSuspension(body.Pause, body.Approved, body.Note ?? string.Empty);

    public static ICommand Resume(ClaimRequest body, Heard heard) => new ResumeOrder(Claim(body, heard));

    public static ICommand Note(RecordNoteRequest body, Heard heard) => new RecordNote(body.Kind, body.Text);

    public static ICommand Verify(VerifyRequest body, Heard heard) =>
        new VerifyReply(body.Attribution, body.Note ?? string.Empty);

    public static ICommand ReturnReply(ReturnReplyRequest body, Heard heard) =>
        new ReturnReply(body.Reason, body.RestorationRejected);

    public static ICommand TransferReview(TransferReviewRequest body, Heard heard) =>
        new TransferReview(body.Reviewer, body.Reason);

    public static ICommand Archive(EmptyRequest body, Heard heard) => new ArchiveOrder();

    public static ICommand Reply(ReplyRequest body, Heard heard) => new ReplyToOrder(
        Form(body),
        body.RestoredAt is { } restored ? Claim(restored, heard) : null,
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
