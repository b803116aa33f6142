using System.Globalization;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>Begins and ends of alarms, in whatever order they are told.</summary>
internal static class AlarmIntake
{
    /// <summary>Whether the repeat-site rule counts it: what could be a fault, outside works and tickets.</summary>
    public static bool Counts(AlarmRaised e) => e is { PersistenceMinutes: not null, CutoverId: null, TicketId: null };

    public static Decision Raise(AssetState state, RaiseAlarm command, DateTimeOffset now)
    {
        var refusal = RefusalOf(state, FaultFields.FaultOf(command))
            ?? command.Terms.Times.FaultOf("raisedAt", command.RaisedAt, now);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var earlier = state.Faults.LastClearOf(command.AlarmId);
        var toldAlready = earlier is { RaisedAt: not null } && command.RaisedAt <= earlier.ClearedAt;
        if (toldAlready || state.Faults.IndexOfActive(command.AlarmId) >= 0)
        {
            return Decision.Nothing;
        }

        if (state.Faults.Active.Length >= FaultState.ActiveMax)
        {
            return Decision.Refuse(
                FaultRefusals.TooManyActive, ("most", FaultState.ActiveMax.ToString(CultureInfo.InvariantCulture)));
        }

        var course = new FaultCourse(state);
        Persistence.CatchUp(course, now);
        course.RecordAlarm(EventOf(course.State, command, now), command.RaisedAt);
        RaiseRepeatSite(course, command, now);
        if (earlier is { RaisedAt: null } && command.RaisedAt <= earlier.ClearedAt)
        {
            RecordClear(course, command.AlarmId, earlier.ClearedAt, now);
        }
        else
        {
            Persistence.CatchUp(course, now);
        }

        return course.Decided();
    }

    public static Decision Clear(AssetState state, ClearAlarm command, DateTimeOffset now)
    {
        var refusal = RefusalOf(state, FaultFields.AlarmIdFault(command.AlarmId))
            ?? command.Times.FaultOf("clearedAt", command.ClearedAt, now);
        if (refusal is not null)
        {
            return Decision.Refuse(refusal);
        }

        var at = state.Faults.IndexOfActive(command.AlarmId);
        if (at < 0)
        {
            // What has cleared stays as it cleared (X.733); a later instant is another alarm's, not yet told.
            return state.Faults.LastClearOf(command.AlarmId) is { } known && command.ClearedAt <= known.ClearedAt
                ? Decision.Nothing
                : Decision.Of(new AlarmCleared(command.AlarmId, command.ClearedAt));
        }

        var alarm = state.Faults.Active[at];
        if (command.ClearedAt < alarm.RaisedAt)
        {
            return Decision.Refuse(
                FaultRefusals.ClearedBeforeRaised,
                ("alarmId", alarm.AlarmId),
                ("raisedAt", alarm.RaisedAt.ToString("O", CultureInfo.InvariantCulture)),
                ("clearedAt", command.ClearedAt.ToString("O", CultureInfo.InvariantCulture)));
        }

        var course = new FaultCourse(state);
        Persistence.CatchUp(course, now);
        RecordClear(course, command.AlarmId, command.ClearedAt, now);
        return course.Decided();
    }

    private static Refusal? RefusalOf(AssetState state, Refusal? fieldFault) => state.Retired
        ? Refusal.Of(AssetRefusals.Retired, ("code", state.Profile!.Code))
        : fieldFault;

    private static void RecordClear(FaultCourse course, string alarmId, DateTimeOffset clearedAt, DateTimeOffset now)
    {
        var alarm = course.Faults.Active[course.Faults.IndexOfActive(alarmId)];
        if (alarm.PersistsAt <= clearedAt)
        {
            Persistence.Take(course, alarm, now);
            alarm = course.Faults.Active[course.Faults.IndexOfActive(alarmId)];
        }

        course.RecordAlarm(
            new AlarmCleared(
                alarmId, clearedAt, alarm.RaisedAt, alarm.TicketId, alarm.IsRootCause ? true : null),
            clearedAt);
    }

    private static AlarmRaised EventOf(AssetState state, RaiseAlarm command, DateTimeOffset now)
    {
        var terms = command.Terms;
        var cutover = state.CutoverAt(command.RaisedAt);
        // What works explain is no trouble of the open ticket either: it joins when it outlasts them.
        var ticket = cutover is null ? state.Faults.TicketFor(command.RaisedAt) : null;
        DateTimeOffset? persistsAt = ticket is null && terms.PersistenceMinutes is { } minutes
            ? (cutover?.To ?? command.RaisedAt).AddMinutes(minutes)
            : null;
        // Told after it could have been a fault already: its clear may be close behind, so it is given a little time.
        var toldLate = persistsAt <= now && terms.PersistenceMinutes > 0;
        DateTimeOffset? wakeAt = toldLate ? now.AddMinutes(terms.LateMinutes) : null;
        return new AlarmRaised(
            command.AlarmId,
            command.Severity,
            command.ProbableCause,
            command.RaisedAt,
            terms.Rule,
            terms.WorkKind,
            terms.PersistenceMinutes,
            persistsAt,
            wakeAt,
            terms.ChainWorkKind,
            terms.Mains ? true : null,
            cutover?.CutoverId,
            ticket?.TicketId,
            StartsCase(state.Faults, command) ? true : null);
    }

    private static bool StartsCase(FaultState faults, RaiseAlarm command) =>
        faults.Active.IsEmpty
        && !faults.Case.IsFresh
        && !(command.RaisedAt < faults.Case.LastClearedAt?.AddMinutes(command.Terms.Flapping.HoldMinutes));

    private static void RaiseRepeatSite(FaultCourse course, RaiseAlarm command, DateTimeOffset now)
    {
        var faults = course.Faults;
        var counted = faults.Case;
        var terms = command.Terms.Flapping;
        if (faults.TicketFor(command.RaisedAt) is not null
            || counted.HasRepeatSite
            || counted.Raised.Length < terms.AlarmsMin)
        {
            return;
        }

        var alarm = faults.Active[^1];
        var first = counted.Raised[^terms.AlarmsMin];
        if (alarm.PersistsAt is not null
            && alarm.CutoverId is null
            && (command.RaisedAt - first).Duration() < TimeSpan.FromMinutes(terms.WindowMinutes))
        {
            Persistence.Raise(course, alarm, FaultChannels.RepeatSite, now);
        }
    }
}
