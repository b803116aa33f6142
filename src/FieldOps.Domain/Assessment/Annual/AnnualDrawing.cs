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

        return IsSame(latest, wish) ? Decision.Nothing : Again(latest, wish, by, now);
    }

    private static Refusal? NotReady(DrawUpAnnual wish, DateTimeOffset now)
    {
        if (now < wish.Year.EndsAt)
        {
            return Refusal.Of(
                AnnualRefusals.NotOver, ("endsAt", wish.Year.EndsAt.ToString("O", CultureInfo.InvariantCulture)));
        }

        if (!wish.Open.IsEmpty)
        {
            return Refusal.Of(AnnualRefusals.MonthsOpen, ("months", string.Join(", ", wish.Open)));
        }

        return wish.Months.IsEmpty ? Refusal.Of(AnnualRefusals.Empty) : null;
    }

    private static bool IsSame(AnnualEdition latest, DrawUpAnnual wish) =>
        (latest.Sheet.CompositeId, latest.Sheet.Version) == (wish.Composite.Id, wish.Composite.Version)
        && latest.Sources().SequenceEqual(wish.Months.Select(m => m.Source()));

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

    private static AnnualDrawnUp DrawnUp(DrawUpAnnual wish, int edition, string? reason, Actor by, DateTimeOffset now)
    {
        var scores = wish.Tables.ToDictionary(t => t.SchemeId, t => t.Score, StringComparer.Ordinal);
        var inner = wish.Inner.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var sheet = CompositeScore.Of(
            wish.Composite, s => scores.GetValueOrDefault(s), c => inner.GetValueOrDefault(c));
        return new AnnualDrawnUp(
            wish.Year, edition, sheet, wish.Tables, wish.Months,
            wish.Composite.ObjectionDays is { } days ? now.AddDays(days) : null, reason, by.Id, now);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
