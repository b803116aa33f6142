using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Annual;

/// <summary>
/// In what an edition differs from what a year comes to: one from before a mistake was mended does, although its months
/// are what they were.
/// </summary>
/// <param name="Months">Months with another sheet or other late facts, or that one of the two has not.</param>
/// <param name="Tables">Schemes whose tables come to something else.</param>
/// <param name="Composites">Composites of another version or weight.</param>
internal sealed record AnnualDifference(string[] Months, string[] Tables, string[] Composites)
{
    /// <summary>An edition held against what a year comes to.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="months">What the months say.</param>
    /// <param name="tables">What the tables come to; null where that is not known.</param>
    /// <param name="weights">What their composites weigh; null where that is not known.</param>
    public static AnnualDifference Of(
        AnnualEdition edition,
        IEnumerable<AnnualSource> months,
        ImmutableArray<AnnualOutcome>? tables,
        ImmutableArray<AnnualWeight>? weights) => new(
            Differing(edition.Sources(), months, s => s.Month),
            tables is { } now ? Differing(edition.Outcomes(), now, o => o.SchemeId) : [],
            weights is { } parts ? Differing(edition.Weights(), parts, w => w.CompositeId) : []);

    /// <summary>Whether there is no difference.</summary>
    public bool IsNone() => Months.Length + Tables.Length + Composites.Length == 0;

    /// <summary>The edition is outdated; null without a difference.</summary>
    public Refusal? ToRefusal() => IsNone()
        ? null
        : Refusal.Of(
            AnnualRefusals.Outdated, ("months", Listed(Months)), ("tables", Listed(Tables)),
            ("composites", Listed(Composites)));

    private static string[] Differing<T>(IEnumerable<T> edition, IEnumerable<T> now, Func<T, string> name)
    {
        var others = edition.ToHashSet();
        others.SymmetricExceptWith(now);
        return [.. others.Select(name).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Listed(string[] names) => names.Length == 0 ? "-" : string.Join(", ", names);
}
