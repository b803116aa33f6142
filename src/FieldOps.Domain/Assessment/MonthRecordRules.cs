using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>What people mark and read.</summary>
internal static class MonthRecordRules
{
    public static Decision Mark(MonthState state, RecordMark wish, Actor by, DateTimeOffset now)
    {
        var known = MonthLateRules.Known(state).Marks;
        if (known.ContainsKey(wish.MarkId))
        {
            return Decision.Nothing;
        }

        if ((Refused(state, wish.Month, wish.Evidence, wish.LateReason, now) ?? DayRefusal(wish.Month, wish.Day, now))
            is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (PointsRefusal(wish.Points, wish.Rule) is { } range)
        {
            return Decision.Refuse(range);
        }

        if (wish.Subject is { Length: > MonthLimits.KindCharactersMax })
        {
            return Decision.Refuse(MonthRefusals.KindInvalid);
        }

        var mark = new MarkFact(
            wish.MarkId, wish.Rule.SchemeId, wish.Rule.Path, wish.Points, wish.Day, wish.Subject, wish.Evidence,
            by.Id, now);
        return known.Count >= MonthLimits.MarksMax
            ? Full("marks", MonthLimits.MarksMax)
            : MonthLateRules.Take(state, wish.Month, new MonthMarkRecorded(mark), wish.LateReason, by, now);
    }

    public static Decision Correct(MonthState state, CorrectMark wish, Actor by, DateTimeOffset now)
    {
        if (!MonthLateRules.Known(state).Marks.TryGetValue(wish.MarkId, out var mark)
            || (wish.Instead is { Rule: var rule } && (rule.SchemeId, rule.Path) != (mark.SchemeId, mark.Path)))
        {
            return Decision.Refuse(MonthRefusals.MarkUnknown, ("mark", wish.MarkId.ToString("D")));
        }

        if (mark.Corrected is { } known && (known.Points, known.Reason) == (wish.Instead?.Points, wish.Reason))
        {
            return Decision.Nothing;
        }

        if (!MonthAppealRules.IsText(wish.Reason))
        {
            return Decision.Refuse(MonthRefusals.ReasonMissing);
        }

        if ((MonthLateRules.RefusalOf(state, wish.LateReason)
            ?? (wish.Instead is { } instead ? PointsRefusal(instead.Points, instead.Rule) : null)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var corrected = new MonthMarkCorrected(
            wish.MarkId, new CorrectedMark(wish.Instead?.Points, wish.Reason, by.Id, now));
        return MonthLateRules.Take(state, state.Month!, corrected, wish.LateReason, by, now);
    }

    public static Decision Read(MonthState state, RecordReading wish, Actor by, DateTimeOffset now)
    {
        var known = MonthLateRules.Known(state).Readings;
        if (known.ContainsKey(wish.ReadingId))
        {
            return Decision.Nothing;
        }

        if ((Refused(state, wish.Month, wish.Evidence, wish.LateReason, now) ?? DayRefusal(wish.Month, wish.Day, now)
            ?? RangeRefusal(wish.Indicator, wish.Numerator, wish.Denominator)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (!Indicators.IsKnown(wish.Indicator))
        {
            return Decision.Refuse(
                MonthRefusals.IndicatorUnknown, ("indicator", wish.Indicator),
                ("known", string.Join(", ", Indicators.All.Select(i => i.Word))));
        }

        var reading = new ReadingFact(
            wish.ReadingId, wish.Indicator, wish.Numerator, wish.Denominator, wish.Day, wish.Evidence, by.Id, now);
        return known.Count >= MonthLimits.ReadingsMax
            ? Full("readings", MonthLimits.ReadingsMax)
            : MonthLateRules.Take(state, wish.Month, new MonthReadingRecorded(reading), wish.LateReason, by, now);
    }

    public static Decision Correct(MonthState state, CorrectReading wish, Actor by, DateTimeOffset now)
    {
        if (!MonthLateRules.Known(state).Readings.TryGetValue(wish.ReadingId, out var reading))
        {
            return Decision.Refuse(MonthRefusals.ReadingUnknown, ("reading", wish.ReadingId.ToString("D")));
        }

        if (reading.Corrected is { } known && known.Reason == wish.Reason
            && (known.Numerator, known.Denominator) == (wish.Numerator, wish.Denominator))
        {
            return Decision.Nothing;
        }

        if ((Refused(state, state.Month!, wish.Reason, wish.LateReason, now)
            ?? RangeRefusal(reading.Indicator, wish.Numerator, wish.Denominator)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var corrected = new MonthReadingCorrected(
            wish.ReadingId, new CorrectedReading(wish.Numerator, wish.Denominator, wish.Reason, by.Id, now));
        return MonthLateRules.Take(state, state.Month!, corrected, wish.LateReason, by, now);
    }

    private static Refusal? Refused(
        MonthState state, MonthRef month, string text, string? lateReason, DateTimeOffset now) =>
        MonthAppealRules.IsText(text)
            ? MonthLateRules.RefusalOf(state, month, lateReason, now)
            : Refusal.Of(MonthRefusals.EvidenceMissing);

    private static Refusal? DayRefusal(MonthRef month, DateOnly day, DateTimeOffset now)
    {
        var at = ("at", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (day.ToString("yyyy-MM", CultureInfo.InvariantCulture) != month.Month)
        {
            return Refusal.Of(MonthRefusals.NotThisMonth, ("month", month.Month), at);
        }

        // To the hour where the clocks change in the month.
        return month.StartsAt.AddDays(day.Day - 1) > now ? Refusal.Of(MonthRefusals.NotYet, at) : null;
    }

    private static Refusal? PointsRefusal(decimal points, MarkedRule rule) =>
        points >= 0 && points <= rule.Weight && decimal.Round(points, 2) == points
            ? null
            : Refusal.Of(
                MonthRefusals.PointsOutOfRange, ("least", "0"),
                ("most", rule.Weight.ToString(CultureInfo.InvariantCulture)));

    private static Refusal? RangeRefusal(string indicator, long numerator, long denominator)
    {
        if (numerator is < 0 or > MonthLimits.ReadingMax || denominator is <= 0 or > MonthLimits.ReadingMax)
        {
            return Refusal.Of(
                MonthRefusals.ReadingOutOfRange,
                ("limit", MonthLimits.ReadingMax.ToString(CultureInfo.InvariantCulture)));
        }

        return numerator > denominator && Indicators.IsPartOfWhole(indicator)
            ? Refusal.Of(
                MonthRefusals.ReadingAboveWhole, ("indicator", indicator),
                ("numerator", numerator.ToString(CultureInfo.InvariantCulture)),
                ("denominator", denominator.ToString(CultureInfo.InvariantCulture)))
            : null;
    }

    private static Decision Full(string list, int limit) => Decision.Refuse(
        MonthRefusals.Full, ("list", list), ("limit", limit.ToString(CultureInfo.InvariantCulture)));
}
