using System.Collections.Immutable;
using FieldOps.Compliance.Closed;

namespace FieldOps.Compliance.Figures;

/// <summary>What is counted in one group, apart for each ground.</summary>
/// <param name="Words">The group's words, in the order of the groupings.</param>
internal sealed record FigureGroup(ImmutableArray<string> Words)
{
    public Tallies Tallies { get; } = new();

    public SortedList<string, Tally> ByGround => Tallies.ByGround;

    /// <summary>All that neither policy nor nature leaves out, as one.</summary>
    public Tally Counted(IReadOnlyCollection<string> excluded)
    {
        var counted = new Tally();
        foreach (var (ground, tally) in ByGround)
        {
            if (!excluded.Contains(ground) && !IsLeftOut(ground))
            {
                counted.Add(tally);
            }
        }

        return counted;
    }

    /// <summary>What is left out, by reason.</summary>
    public ImmutableArray<LeftOut> LeftOut(IReadOnlyCollection<string> excluded) =>
    [
        .. ByGround.Where(g => excluded.Contains(g.Key) || IsLeftOut(g.Key))
            .Select(g => new LeftOut(g.Key, g.Value.Judged + g.Value.Unjudged)).Where(l => l.Count > 0),
    ];

    public void Add(FigureGroup other) => Tallies.Add(other.Tallies);

    private static bool IsLeftOut(string ground) =>
        Grounds.Unjudged.Contains(ground) || Grounds.NotArchived.Contains(ground);
}

/// <summary>What no figure counts, and why.</summary>
/// <param name="Reason">
/// The attribution that the policy excludes, or <c>clock-suppressed</c>, <c>clock-not-needed</c>,
/// <c>order-cancelled</c>, <c>order-refused</c>, <c>order-open</c>.
/// </param>
/// <param name="Count">How many.</param>
internal sealed record LeftOut(string Reason, long Count);
