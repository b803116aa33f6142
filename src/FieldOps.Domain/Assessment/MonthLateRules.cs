using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// Facts that people bring. An open month counts them; a closed one keeps them as late facts where the caller says
/// that it knows, and why: then a correction or a re-opening counts them.
/// </summary>
internal static class MonthLateRules
{
    /// <summary>The month as people know it: with what came late.</summary>
    public static MonthState Known(MonthState state) =>
        state.Late.IsEmpty ? state : MonthReopening.WithLate(state);

    /// <summary>The same of a fact that names a month: nothing has happened in one that has not begun.</summary>
    /// <param name="state">The month as it is.</param>
    /// <param name="month">The month that the fact names.</param>
    /// <param name="lateReason">Why it comes after the freeze; null when the caller does not say so.</param>
    /// <param name="now">UTC.</param>
    public static Refusal? RefusalOf(MonthState state, MonthRef month, string? lateReason, DateTimeOffset now) =>
        now < month.StartsAt
            ? Refusal.Of(
                MonthRefusals.NotBegun, ("month", month.Month),
                ("startsAt", month.StartsAt.ToString("O", CultureInfo.InvariantCulture)))
            : RefusalOf(state, lateReason);

    /// <summary>Why a fact of people is not taken; null when it is.</summary>
    /// <param name="state">The month.</param>
    /// <param name="lateReason">Why it comes after the freeze; null when the caller does not say so.</param>
    public static Refusal? RefusalOf(MonthState state, string? lateReason)
    {
        if (state.Status == MonthStatus.Open)
        {
            return null;
        }

        if (lateReason is null)
        {
            return Refusal.Of(
                MonthRefusals.Closed,
                ("month", state.Month!.Month),
                ("status", state.Status.ToString().ToLowerInvariant()));
        }

        if (!MonthAppealRules.IsText(lateReason))
        {
            return Refusal.Of(MonthRefusals.ReasonMissing);
        }

        return state.Late.Count(l => l.Grounds is not null) < MonthLimits.LateOfPeopleMax
            ? null
            : Refusal.Of(
                MonthRefusals.Full, ("list", "late"),
                ("limit", MonthLimits.LateOfPeopleMax.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The fact as the month takes it, once nothing refuses it.</summary>
    public static Decision Take(
        MonthState state, MonthRef month, IEvent fact, string? lateReason, Actor by, DateTimeOffset now)
    {
        if (state.Month is null)
        {
            return Decision.Of(new MonthOpened(month), fact);
        }

        return state.Status == MonthStatus.Open
            ? Decision.Of(fact)
            : Decision.Of(Told(LateFact.Of(fact) with { Grounds = new LateGrounds(lateReason!, by.Id, now) }, now));
    }

    private static MonthLateFactRecorded Told(LateFact late, DateTimeOffset now) => late switch
    {
        { MarkCorrected: not null } => new MonthLateMarkCorrected(late, now),
        { Work.Work.Cables: not null } => new MonthLateCablesTold(late, now),
        _ => new MonthLateRecordTold(late, now),
    };
}
