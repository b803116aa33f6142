using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Annual;

/// <summary>How an annual assessment comes about: of a year that is over, from months that are final.</summary>
internal static class AnnualDrawing
{
    public static Decision Decide(AnnualState state, DrawUpAnnual wish, Actor by, DateTimeOffset now)
    {
        if (MonthRights.Manage.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (NotReady(wish, now) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (state.Latest() is not { } latest)
        {
            return Decision.Of(DrawnUp(wish, 1, null, by, now));
        }

        if (IsSame(latest, wish) && !IsTakenOver(latest, wish, by))
        {
            return Decision.Nothing;
        }

        // What the contractor objects to is not drawn up anew to be rid of the objection.
        return latest.Objection is { Answered: null } && AreSameSheets(latest, wish)
            ? Decision.Refuse(AnnualRefusals.ObjectionOpen)
            : Again(latest, wish, by, now);
    }

    /// <summary>Why months do not let a year be drawn up or approved; null when they do.</summary>
    public static Refusal? Unfinished(ImmutableArray<string> open, ImmutableArray<string> lateOpen) =>
        (open.IsEmpty, lateOpen.IsEmpty) switch
        {
            (false, _) => Refusal.Of(AnnualRefusals.MonthsOpen, ("months", string.Join(", ", open))),
            (_, false) => Refusal.Of(AnnualRefusals.LateFactsOpen, ("months", string.Join(", ", lateOpen))),
            _ => null,
        };

    private static Refusal? NotReady(DrawUpAnnual wish, DateTimeOffset now)
    {
        if (now < wish.Year.EndsAt)
        {
            return Refusal.Of(
                AnnualRefusals.NotOver, ("endsAt", wish.Year.EndsAt.ToString("O", CultureInfo.InvariantCulture)));
        }

        return Unfinished(wish.Open, wish.LateOpen)
            ?? (wish.Months.IsEmpty ? Refusal.Of(AnnualRefusals.Empty) : NotWeighed(wish))
            ?? PassedBy(wish.Unweighed);
    }

    /// <summary>Why marks of a table, of the first that has such, keep a year; null without any.</summary>
    public static Refusal? PassedBy(ImmutableArray<UnweighedMark> unweighed)
    {
        if (unweighed is not [var first, ..])
        {
            return null;
        }

        var marks = unweighed.Where(m => (m.SchemeId, m.SchemeVersion) == (first.SchemeId, first.SchemeVersion))
            .ToArray();
        return Refusal.Of(
            AnnualRefusals.MarksNotWeighed, ("months", string.Join(", ", marks.Select(m => m.Month).Distinct())),
            ("paths", string.Join(", ", marks.Select(m => m.Path).Distinct())), ("scheme", first.SchemeId),
            ("version", Text(first.SchemeVersion)));
    }

    // A sheet that both sides signed counts as it is: by another scheme nobody has agreed to have it scored anew, and
    // where a table that is named is not there the others would decide the year without it.
    private static Refusal? NotWeighed(DrawUpAnnual wish)
    {
        var named = wish.Inner.Prepend(wish.Composite).SelectMany(c => c.Parts).Select(p => p.Table())
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        var there = named.Intersect(wish.Tables.Select(t => t.SchemeId)).ToHashSet(StringComparer.Ordinal);
        return there.Contains(PeriodTable.OwnSheets)
            ? null
            : NotIn(named, wish, AnnualRefusals.SchemeNotWeighed) ?? NotIn(there, wish, AnnualRefusals.TableMissing);
    }

    private static Refusal? NotIn(HashSet<string> tables, DrawUpAnnual wish, string code)
    {
        var foreign = wish.Months.Where(m => m.SchemeId is { } scheme && !tables.Contains(scheme)).ToArray();
        return foreign.Length == 0
            ? null
            : Refusal.Of(
                code, ("months", string.Join(", ", foreign.Select(m => m.Month))),
                ("scheme", string.Join(", ", foreign.Select(m => m.SchemeId).Distinct())));
    }

    // Who drew it up may be the only one who could approve it.
    private static bool IsTakenOver(AnnualEdition latest, DrawUpAnnual wish, Actor by) =>
        latest.Approved is null && latest.DrawnBy != by.Id && wish.Reason is not null;

    // The same sheets come to the same tables, unless the edition is from before a mistake was mended.
    private static bool IsSame(AnnualEdition latest, DrawUpAnnual wish) => AnnualDifference.Of(
        latest, wish.Months.Select(m => m.Source()), AnnualOutcome.Of(wish.Tables), AnnualWeight.Of(Sheet(wish)))
        .IsNone();

    private static bool AreSameSheets(AnnualEdition latest, DrawUpAnnual wish) =>
        AnnualDifference.Of(latest, wish.Months.Select(m => m.Source()), null, null).IsNone();

    private static Decision Again(AnnualEdition latest, DrawUpAnnual wish, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > AnnualRefusals.ReasonCharactersMax)
        {
            return Decision.Refuse(AnnualRefusals.ReasonMissing, ("edition", Text(latest.Number)));
        }

        return latest.Number < AnnualRefusals.EditionsMax
            ? Decision.Of(DrawnUp(wish, latest.Number + 1, wish.Reason, by, now))
            : Decision.Refuse(AnnualRefusals.TooManyEditions, ("count", Text(latest.Number)));
    }

    private static AnnualDrawnUp DrawnUp(
        DrawUpAnnual wish, int edition, string? reason, Actor by, DateTimeOffset now) => new(
            wish.Year, edition, Sheet(wish), wish.Tables, wish.Months,
            wish.Composite.ObjectionDays is { } days ? now.AddDays(days) : null, reason, by.Id, now);

    private static CompositeSheet Sheet(DrawUpAnnual wish)
    {
        var inner = wish.Inner.ToDictionary(c => c.Id, StringComparer.Ordinal);
        return CompositeScore.Of(wish.Composite, wish.Tables, inner.GetValueOrDefault);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
