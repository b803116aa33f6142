using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>What people mark and read. They record in open months alone: what comes later is a correction.</summary>
internal static class MonthRecordRules
{
    public static Decision Mark(MonthState state, RecordMark wish, Actor by, DateTimeOffset now)
    {
        if (state.Marks.ContainsKey(wish.MarkId))
        {
            return Decision.Nothing;
        }

        if ((Refused(state, wish.Evidence) ?? DayRefusal(wish.Month, wish.Day)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (wish.Points < 0 || wish.Points > wish.Rule.Weight || decimal.Round(wish.Points, 2) != wish.Points)
        {
            return Decision.Refuse(
                MonthRefusals.PointsOutOfRange, ("least", "0"),
                ("most", wish.Rule.Weight.ToString(CultureInfo.InvariantCulture)));
        }

        if (wish.Subject is { Length: > MonthLimits.KindCharactersMax })
        {
            return Decision.Refuse(MonthRefusals.KindInvalid);
        }

        return state.Marks.Count >= MonthLimits.MarksMax
            ? Full("marks", MonthLimits.MarksMax)
            : Opened(state, wish.Month, new MonthMarkRecorded(new MarkFact(
                wish.MarkId, wish.Rule.SchemeId, wish.Rule.Path, wish.Points, wish.Day, wish.Subject, wish.Evidence,
                by.Id, now)));
    }

    public static Decision Read(MonthState state, RecordReading wish, Actor by, DateTimeOffset now)
    {
        if (state.Readings.ContainsKey(wish.ReadingId))
        {
            return Decision.Nothing;
        }

        if ((Refused(state, wish.Evidence) ?? DayRefusal(wish.Month, wish.Day)
            ?? RangeRefusal(wish.Numerator, wish.Denominator)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (!Indicators.IsKnown(wish.Indicator))
        {
            return Decision.Refuse(
                MonthRefusals.IndicatorUnknown, ("indicator", wish.Indicator),
                ("known", string.Join(", ", Indicators.All.Select(i => i.Word))));
        }

        return state.Readings.Count >= MonthLimits.ReadingsMax
            ? Full("readings", MonthLimits.ReadingsMax)
            : Opened(state, wish.Month, new MonthReadingRecorded(new ReadingFact(
                wish.ReadingId, wish.Indicator, wish.Numerator, wish.Denominator, wish.Day, wish.Evidence, by.Id,
                now)));
    }

    public static Decision Correct(MonthState state, CorrectReading wish, Actor by, DateTimeOffset now)
    {
        if (!state.Readings.TryGetValue(wish.ReadingId, out var reading))
        {
            return Decision.Refuse(MonthRefusals.ReadingUnknown, ("reading", wish.ReadingId.ToString("D")));
        }

        if (reading.Corrected is { } known && known.Reason == wish.Reason
            && (known.Numerator, known.Denominator) == (wish.Numerator, wish.Denominator))
        {
            return Decision.Nothing;
        }

        if ((Refused(state, wish.Reason) ?? RangeRefusal(wish.Numerator, wish.Denominator)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return Decision.Of(new MonthReadingCorrected(
            wish.ReadingId,
            new CorrectedReading(wish.Numerator, wish.Denominator, wish.Reason, by.Id, now)));
    }

    /// <summary>Why people may not record in this month; null while it is open.</summary>
    public static Refusal? ClosedRefusal(MonthState state) =>
        state.Status == MonthStatus.Open
            ? null
            : Refusal.Of(
                MonthRefusals.Closed,
                ("month", state.Month!.Month),
                ("status", state.Status.ToString().ToLowerInvariant()));

    private static Refusal? Refused(MonthState state, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MonthLimits.TextCharactersMax)
        {
            return Refusal.Of(MonthRefusals.EvidenceMissing);
        }

        return ClosedRefusal(state);
    }

    private static Refusal? DayRefusal(MonthRef month, DateOnly day) =>
        day.ToString("yyyy-MM", CultureInfo.InvariantCulture) == month.Month
            ? null
            : Refusal.Of(
                MonthRefusals.NotThisMonth, ("month", month.Month),
                ("at", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static Refusal? RangeRefusal(long numerator, long denominator) =>
        numerator is >= 0 and <= MonthLimits.ReadingMax && denominator is > 0 and <= MonthLimits.ReadingMax
            ? null
            : Refusal.Of(
                MonthRefusals.ReadingOutOfRange,
                ("limit", MonthLimits.ReadingMax.ToString(CultureInfo.InvariantCulture)));

    private static Decision Opened(MonthState state, MonthRef month, IEvent fact) =>
        state.Month is null ? Decision.Of(new MonthOpened(month), fact) : Decision.Of(fact);

    private static Decision Full(string list, int limit) => Decision.Refuse(
        MonthRefusals.Full, ("list", list), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}
