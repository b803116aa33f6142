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
        course.RecordAlarm(EventOf(course.State, command, now), now);
        return course.Decided();
    }

    public static Decision Close(AssetState state, CloseTicket command, DateTimeOffset now)
    {
        if (state.Faults.Ticket is not { } ticket || ticket.TicketId != command.TicketId)
        {
            return Decision.Nothing;
        }

        var course = new FaultCourse(state);
        Persistence.CatchUp(course, now);
        var active = course.Faults.Active.Count(a => a.TicketId == ticket.TicketId);
        course.Record(new FaultTicketClosed(command.TicketId, command.OrderId, command.Outcome, now, active));
        return course.Decided();
    }

    private static IEvent EventOf(AssetState state, ReportFault command, DateTimeOffset now)
    {
        if (state.Faults.Ticket is { } open)
        {
            return new FaultRepeated(
                open.TicketId,
                command.Severity,
                command.ProbableCause,
                command.Description,
                command.Channel,
                command.OccurredAt,
                now,
                open.RepeatCount + 1);
        }

        if (!command.DespiteCutover && state.CutoverAt(command.OccurredAt) is { } cutover)
        {
            return new FaultSuppressed(
                cutover.CutoverId,
                command.Severity,
                command.ProbableCause,
                command.Description,
                command.Channel,
                command.OccurredAt,
                now);
        }

        var sequence = state.Faults.TicketCount + 1;
        var alarms = Persistence.OthersOf(state.Faults, root: null, now);
        return new FaultTicketRaised(
            AssetIds.TicketOf(state.AssetId, sequence),
            TicketNumbers.Of(state, sequence),
            state.Facts()!,
            command.Severity,
            command.ProbableCause,
            command.WorkKind,
            command.Description,
            command.Channel,
            command.OccurredAt,
            now,
            AlarmId: null,
            alarms.IsEmpty ? null : alarms,
            Rule: null,
            Persistence.FollowedBy(state.Faults, root: null));
    }
}
