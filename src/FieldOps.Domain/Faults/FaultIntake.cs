using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>Reports of faults, and the end of a ticket.</summary>
internal static class FaultIntake
{
    public static Decision Report(AssetState state, ReportFault command, DateTimeOffset now)
    {
        if (state.Retired)
        {
            return Decision.Refuse(AssetRefusals.Retired, ("code", state.Profile!.Code));
        }

        var refusal = FaultFields.FaultOf(command) ?? command.Times.FaultOf("occurredAt", command.OccurredAt, now);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var course = new FaultCourse(state);
        Persistence.CatchUp(course, now);
        course.RecordAlarm(EventOf(course.State, command.Report, now), now);
        return course.Decided();
    }

    /// <summary>What began after the restoration leaves the ticket, whoever told it first.</summary>
    public static Decision Restored(AssetState state, TellRestoration command, DateTimeOffset now)
    {
        if (state.Faults.TicketOf(command.TicketId) is not { } ticket
            || command.OrderVersion <= ticket.RestorationToldAt)
        {
            return Decision.Nothing;
        }

        var course = new FaultCourse(state);
        var another = course.Faults.Reports
            .Where(r => r.TicketId == command.TicketId && r.Report.OccurredAt > command.RestoredAt)
            .MinBy(r => r.Report.OccurredAt)?.Report;
        course.Record(new FaultTicketRestored(
            command.TicketId, command.OrderId, command.RestoredAt, command.OrderVersion, now));
        if (another is not null && course.Faults.TicketFor(another.OccurredAt) is null)
        {
            course.RecordAlarm(EventOf(course.State, another, now), now);
        }

        Persistence.CatchUp(course, now);
        return course.Decided();
    }

    public static Decision Close(AssetState state, CloseTicket command, DateTimeOffset now)
    {
        if (state.Faults.TicketOf(command.TicketId) is not { } ticket)
        {
            return Decision.Nothing;
        }

        var course = new FaultCourse(state);
        Persistence.CatchUp(course, now);
        var active = course.Faults.Active.Count(a => a.TicketId == ticket.TicketId);
        course.Record(new FaultTicketClosed(command.TicketId, command.OrderId, command.Outcome, now, active));
        return course.Decided();
    }

    private static IEvent EventOf(AssetState state, FaultReport report, DateTimeOffset now)
    {
        if (state.Faults.TicketFor(report.OccurredAt) is { } open)
        {
            return new FaultRepeated(
                open.TicketId,
                report.Severity,
                report.ProbableCause,
                report.Description,
                report.Channel,
                report.OccurredAt,
                now,
                open.RepeatCount + 1)
            {
                WorkKind = report.WorkKind, DespiteCutover = report.DespiteCutover,
            };
        }

        if (report.DespiteCutover != true && state.CutoverAt(report.OccurredAt) is { } cutover)
        {
            return new FaultSuppressed(
                cutover.CutoverId,
                report.Severity,
                report.ProbableCause,
                report.Description,
                report.Channel,
                report.OccurredAt,
                now);
        }

        var sequence = state.Faults.TicketCount + 1;
        var alarms = Persistence.OthersOf(state.Faults, root: null, now);
        return new FaultTicketRaised(
            AssetIds.TicketOf(state.AssetId, sequence),
            TicketNumbers.Of(state, sequence),
            state.Facts()!,
            report.Severity,
            report.ProbableCause,
            report.WorkKind,
            report.Description,
            report.Channel,
            report.OccurredAt,
            now,
            AlarmId: null,
            alarms.IsEmpty ? null : alarms,
            Rule: null,
            Persistence.FollowedBy(state.Faults, root: null));
    }
}
